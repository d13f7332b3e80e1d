CREATE TABLE IF NOT EXISTS carts (id bigint PRIMARY KEY, note varchar(20));
-- expect: medium
ALTER TABLE carts ALTER COLUMN note TYPE varchar(40);
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note varchar(20);
-- expect: medium
ALTER TABLE orders ALTER COLUMN note TYPE varchar(40);
