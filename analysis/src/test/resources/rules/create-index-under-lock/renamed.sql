CREATE TABLE carts (id bigint PRIMARY KEY, day date);
-- existing
BEGIN;
ALTER TABLE carts RENAME TO former_carts;
CREATE TABLE carts (id bigint PRIMARY KEY, day date);
CREATE INDEX carts_day ON carts (day);
-- expect: high
CREATE INDEX former_carts_day ON former_carts (day);
ROLLBACK;
