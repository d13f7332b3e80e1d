CREATE FUNCTION earlier() RETURNS integer LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 1; END';
-- existing
SET lock_timeout = '2s';
CREATE FUNCTION code() RETURNS integer LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 1; END';
CREATE FUNCTION app.code(size integer DEFAULT 8) RETURNS integer AS $$ BEGIN RETURN size; END $$ LANGUAGE plpgsql;
CREATE FUNCTION fixed() RETURNS integer AS $$ BEGIN RETURN 1; END $$ IMMUTABLE LANGUAGE plpgsql;
CREATE OR REPLACE FUNCTION app.steady(a integer) RETURNS integer STABLE LANGUAGE sql AS $$ SELECT a $$;
-- expect: high
ALTER TABLE orders ADD COLUMN c1 integer DEFAULT code();
-- expect: high
ALTER TABLE orders ADD COLUMN c2 integer DEFAULT app.code(4);
ALTER TABLE orders ADD COLUMN c3 integer DEFAULT fixed();
ALTER TABLE orders ADD COLUMN c4 integer DEFAULT app.steady(3);
ALTER TABLE orders ADD COLUMN c5 integer DEFAULT earlier();
-- expect: high
ALTER TABLE orders ADD COLUMN c6 integer DEFAULT fixed() + code();

CREATE OR REPLACE FUNCTION code() RETURNS integer LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 1; END';
ALTER TABLE orders ADD COLUMN c7 integer DEFAULT code();
CREATE OR REPLACE FUNCTION fixed() RETURNS integer AS $$ BEGIN RETURN 1; END $$ LANGUAGE plpgsql;
-- expect: high
ALTER TABLE orders ADD COLUMN c8 integer DEFAULT fixed();

-- The server puts what one in SQL calculates in its place, and that may be a constant.
CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
CREATE FUNCTION any_number() RETURNS float LANGUAGE sql AS $$ SELECT random() $$;
CREATE FUNCTION counted() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM pg_class $$;
CREATE FUNCTION returned() RETURNS float LANGUAGE sql RETURN random();
-- expect: medium
ALTER TABLE orders ADD COLUMN c9 integer DEFAULT one();
-- expect: high
ALTER TABLE orders ADD COLUMN c10 float DEFAULT any_number();
-- expect: high
ALTER TABLE orders ADD COLUMN c11 bigint DEFAULT counted();
-- expect: high
ALTER TABLE orders ADD COLUMN c12 float DEFAULT returned();

-- What another statement may have changed is not known.
ALTER FUNCTION earlier() VOLATILE;
-- expect: medium
ALTER TABLE orders ADD COLUMN c13 integer DEFAULT earlier();
CREATE FUNCTION fixed(a text) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 1; END';
-- expect: medium
ALTER TABLE orders ADD COLUMN c14 integer DEFAULT fixed('a');
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_class) THEN
    CREATE FUNCTION perhaps() RETURNS integer LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 1; END';
  END IF;
END $$;
-- expect: medium
ALTER TABLE orders ADD COLUMN c15 integer DEFAULT perhaps();
