SET SCHEMA 'app';
CREATE TABLE carts (id bigint PRIMARY KEY, day date);
CREATE INDEX carts_day_idx ON carts (day);
SET SCHEMA 'public';
-- This is another table.
-- expect: high
CREATE INDEX carts_day_idx ON carts (day);
BEGIN;
SET LOCAL SCHEMA 'app';
CREATE INDEX carts_id_day_idx ON carts (id, day);
COMMIT;
-- expect: high
CREATE INDEX carts_id_day_idx ON carts (id, day);
