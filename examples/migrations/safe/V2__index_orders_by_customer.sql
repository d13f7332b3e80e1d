-- flyway: executeInTransaction=false, in the file's .conf
SET lock_timeout = '2s';
CREATE INDEX CONCURRENTLY orders_customer_id ON orders (customer_id);
