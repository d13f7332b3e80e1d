-- postgres: 18
ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total > 0) NOT ENFORCED;
-- existing
-- expect: high
ALTER TABLE orders ALTER CONSTRAINT orders_total ENFORCED;
