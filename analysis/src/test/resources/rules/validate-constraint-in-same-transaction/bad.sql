BEGIN;
ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total >= 0) NOT VALID;
-- expect: high
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
COMMIT;
BEGIN;
ALTER TABLE orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;
-- expect: high
ALTER TABLE orders VALIDATE CONSTRAINT orders_customer_fkey;
COMMIT;
