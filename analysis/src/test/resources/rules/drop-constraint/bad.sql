-- expect: medium
ALTER TABLE orders DROP CONSTRAINT orders_total_positive;
ALTER TABLE orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;
-- expect: medium
ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey;
