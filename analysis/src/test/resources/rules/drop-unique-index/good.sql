CREATE TABLE carts (id bigint PRIMARY KEY, code text NOT NULL, shop_id bigint, ended date);
CREATE UNIQUE INDEX carts_code ON carts (code, shop_id);
CREATE UNIQUE INDEX carts_shop ON carts (shop_id);
CREATE INDEX carts_ended ON carts (ended);
-- existing
CREATE UNIQUE INDEX CONCURRENTLY carts_shop_code ON carts (shop_id, code);
DROP INDEX CONCURRENTLY carts_code;
DROP INDEX CONCURRENTLY carts_shop;
CREATE UNIQUE INDEX CONCURRENTLY carts_shop ON carts (shop_id);
DROP INDEX CONCURRENTLY carts_ended;
