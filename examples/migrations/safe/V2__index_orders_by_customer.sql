-- Alone in its file: Flyway runs it without a transaction, in which it would fail.
CREATE INDEX CONCURRENTLY orders_customer_id ON orders (customer_id);
