-- expect: high
ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total >= 0);
-- expect: high
ALTER TABLE orders ADD CHECK (quantity > 0 AND quantity < 1000);
