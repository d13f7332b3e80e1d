SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
CREATE TABLE carts (id bigint PRIMARY KEY);
ALTER TABLE carts ADD COLUMN note text;
