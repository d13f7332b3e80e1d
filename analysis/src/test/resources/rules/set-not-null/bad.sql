-- expect: high
ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL;

ALTER TABLE orders ADD CONSTRAINT orders_total_not_null CHECK (total IS NOT NULL) NOT VALID;
-- expect: high
ALTER TABLE orders ALTER total SET NOT NULL;
