CREATE FUNCTION tripled(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 3';
CREATE INDEX CONCURRENTLY orders_tripled ON orders (tripled(quantity));
-- expect: medium
DROP FUNCTION tripled CASCADE;
CREATE OR REPLACE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
-- expect: medium
DROP FUNCTION audit CASCADE;
CREATE FUNCTION doubled(n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
-- expect: medium
DROP FUNCTION doubled(n integer) CASCADE;
CREATE TYPE color AS ENUM ('red');
ALTER TABLE shops ADD COLUMN paint color;
-- expect: high drop-type
DROP TYPE color CASCADE;
CREATE EXTENSION citext;
ALTER TABLE shops ADD COLUMN login citext;
-- expect: high
DROP EXTENSION citext CASCADE;
