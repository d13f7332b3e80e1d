-- postgres: 11
ALTER TABLE orders ADD CONSTRAINT orders_total_not_null CHECK ((total IS NOT NULL) AND total > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_not_null;
-- expect: high
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
