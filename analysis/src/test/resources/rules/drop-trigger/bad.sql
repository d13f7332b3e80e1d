-- expect: medium
DROP TRIGGER orders_audit ON orders;
