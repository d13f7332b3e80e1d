CREATE TABLE baskets (id bigint PRIMARY KEY);
CREATE TABLE baskets_new (id bigint PRIMARY KEY);
CREATE TABLE carts (id bigint PRIMARY KEY);
CREATE TABLE carts_new (id bigint PRIMARY KEY);
CREATE TABLE trays (id bigint, day date);
-- existing
BEGIN;
-- expect: low
ALTER TABLE baskets RENAME TO baskets_old;
-- Whoever uses it already knows it by this name.
-- expect: high
ALTER TABLE baskets_new RENAME TO baskets;
COMMIT;

-- In between, nothing has the name.
-- expect: high
ALTER TABLE carts RENAME TO carts_old;
-- expect: high
ALTER TABLE carts_new RENAME TO carts;

BEGIN;
-- expect: low
ALTER TABLE trays RENAME TO all_trays;
CREATE TABLE trays (id bigint, day date) PARTITION BY RANGE (day);
COMMIT;
