BEGIN;
ALTER TABLE orders ADD COLUMN state text;
INSERT INTO settings (name, value) VALUES ('state', 'on');
COMMIT;
UPDATE orders SET state = 'new' WHERE id = 1;

BEGIN;
CREATE TABLE carts (id bigint PRIMARY KEY, total numeric);
UPDATE orders SET state = 'new' WHERE id = 2;
COMMIT;
