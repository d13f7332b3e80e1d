-- run: transaction
-- expect: low
DROP TRIGGER IF EXISTS orders_audit ON orders;
CREATE TRIGGER orders_audit AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit();
-- expect: medium
DROP TRIGGER items_audit ON items;
CREATE TRIGGER items_audit AFTER UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION audit();
