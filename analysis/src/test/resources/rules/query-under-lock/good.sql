SELECT count(*) FROM customers;
BEGIN;
SELECT count(*) FROM orders;
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
SELECT set_config('app.user', 'migration', true);
COMMIT;

BEGIN;
CREATE TABLE carts (id bigint PRIMARY KEY);
SELECT count(*) FROM carts;
COMMIT;
