-- postgres: 18
ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total > 0) NOT ENFORCED;
-- existing
ALTER TABLE orders ADD CONSTRAINT orders_total_from_now_on CHECK (total > 0) NOT VALID;
