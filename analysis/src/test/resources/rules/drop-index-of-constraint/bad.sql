SET lock_timeout = '2s';
CREATE TABLE carts (id bigint PRIMARY KEY, code text, CONSTRAINT carts_code UNIQUE (code));
-- expect: high
DROP INDEX carts_pkey;
-- expect: high
DROP INDEX IF EXISTS carts_code CASCADE;
