-- postgres: 18
ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total > 0);
-- existing
-- expect: high
ALTER TABLE orders ALTER CONSTRAINT orders_total NOT ENFORCED;
