-- expect: medium
DROP TRIGGER orders_audit ON orders;
-- expect: low create-trigger
CREATE TRIGGER orders_audit AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit();
