-- expect: high
ALTER TABLE orders DISABLE TRIGGER ALL;
-- expect: medium
ALTER TABLE orders DISABLE TRIGGER orders_audit;
