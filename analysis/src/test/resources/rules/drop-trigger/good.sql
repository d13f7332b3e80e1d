CREATE TABLE carts (id bigint PRIMARY KEY);
CREATE TRIGGER carts_audit AFTER UPDATE ON carts FOR EACH ROW EXECUTE FUNCTION audit();
DROP TRIGGER carts_audit ON carts;
DROP TRIGGER IF EXISTS carts_audit ON carts;
