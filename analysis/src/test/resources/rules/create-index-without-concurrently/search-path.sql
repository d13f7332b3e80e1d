BEGIN;
SET LOCAL search_path = app;
CREATE TABLE carts (id bigint PRIMARY KEY, day date);
CREATE INDEX carts_day_idx ON carts (day);
COMMIT;
CREATE INDEX carts_id_day_idx ON app.carts (id, day);
-- This is another table, in public.
-- expect: high
CREATE INDEX carts_day_idx ON carts (day);

SET LOCAL search_path = app;
-- Without a transaction the setting has no effect.
-- expect: high
CREATE INDEX carts_id_idx ON carts (id);
BEGIN;
SET search_path = app;
ROLLBACK;
-- expect: high
CREATE INDEX carts_day_id_idx ON carts (day, id);
