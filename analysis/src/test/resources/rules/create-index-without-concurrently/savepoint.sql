CREATE TABLE carts (id bigint PRIMARY KEY, day date, state text);
-- existing
BEGIN;
SAVEPOINT a;
DROP TABLE carts;
CREATE TABLE carts (id bigint PRIMARY KEY, day date);
CREATE INDEX carts_day_idx ON carts (day);
ROLLBACK TO a;
-- The old table is back, and its new index is not.
-- expect: high
CREATE INDEX carts_day_idx ON carts (day);
ROLLBACK AND CHAIN;

SAVEPOINT a;
CREATE TABLE baskets (id bigint PRIMARY KEY, day date);
SAVEPOINT a;
ALTER TABLE carts RENAME TO former_carts;
CREATE TABLE carts (id bigint PRIMARY KEY, day date);
-- This ends the second one of that name.
RELEASE SAVEPOINT a;
CREATE INDEX carts_day_idx ON carts (day);
SAVEPOINT b;
CREATE INDEX carts_id_day_idx ON carts (id, day);
ROLLBACK TO b;
CREATE INDEX carts_id_day_idx ON carts (id, day);
ROLLBACK TO SAVEPOINT a;
-- expect: high
CREATE INDEX carts_state_idx ON carts (state);
CREATE TABLE baskets (id bigint PRIMARY KEY);
ALTER TABLE baskets ADD COLUMN day date;
CREATE INDEX baskets_day_idx ON baskets (day);
ROLLBACK AND CHAIN;

ALTER TABLE carts RENAME TO former_carts;
CREATE TABLE carts (id bigint PRIMARY KEY, day date);
ROLLBACK AND CHAIN;
-- expect: high
CREATE INDEX carts_state_idx ON carts (state);
COMMIT;
