CREATE TABLE carts (id bigint PRIMARY KEY, code text NOT NULL, shop_id bigint, ended date);
CREATE UNIQUE INDEX carts_code ON carts (code);
CREATE UNIQUE INDEX carts_shop ON carts (shop_id, lower(code)) WHERE ended IS NULL;
-- existing
-- expect: medium
DROP INDEX CONCURRENTLY carts_code;
-- expect: medium
DROP INDEX IF EXISTS public.carts_shop;
