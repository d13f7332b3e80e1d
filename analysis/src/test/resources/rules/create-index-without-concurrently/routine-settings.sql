CREATE TABLE carts (id bigint PRIMARY KEY, day date);
-- existing
SET search_path = app;
CREATE TABLE carts (id bigint PRIMARY KEY, day date);
CREATE FUNCTION public.arrange() RETURNS void LANGUAGE plpgsql
    SET search_path = public, pg_temp
    AS $$ BEGIN CREATE INDEX carts_day ON carts (day); END $$
    SET lock_timeout TO '2s';
-- The table of the other schema.
-- expect: high
SELECT public.arrange();
CREATE INDEX carts_day ON carts (day);
-- What the routine has set is over.
-- expect: medium missing-lock-timeout
ALTER TABLE orders ADD COLUMN remark text;
