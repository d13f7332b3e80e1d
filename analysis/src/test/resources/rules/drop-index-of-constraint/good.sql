SET lock_timeout = '2s';
CREATE TABLE carts (id bigint PRIMARY KEY, code text);
CREATE INDEX carts_code_idx ON carts (code);
DROP INDEX carts_code_idx;
CREATE TABLE baskets (id bigint PRIMARY KEY, code text, CONSTRAINT baskets_code UNIQUE (code));
ALTER TABLE baskets DROP CONSTRAINT baskets_code;
