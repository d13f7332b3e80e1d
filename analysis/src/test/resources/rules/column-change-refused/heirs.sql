CREATE TABLE shapes (id integer, name text, kind text);
CREATE TABLE circles (radius integer) INHERITS (shapes);
CREATE TABLE rings (hole integer) INHERITS (circles);
-- existing
SET lock_timeout = '2s';
-- expect: high
ALTER TABLE circles ALTER COLUMN id TYPE bigint;
-- expect: high
ALTER TABLE rings ALTER COLUMN radius TYPE bigint;
-- expect: high
ALTER TABLE rings DROP COLUMN name;
-- expect: high
ALTER TABLE circles RENAME COLUMN name TO title;
-- expect: high
ALTER TABLE ONLY shapes ALTER COLUMN id TYPE bigint;
-- expect: high
ALTER TABLE ONLY shapes RENAME COLUMN name TO title;
-- expect: high
ALTER TABLE ONLY shapes ADD COLUMN colour text;
-- These are their own.
ALTER TABLE circles ADD COLUMN colour text;
-- expect: high drop-column
ALTER TABLE rings DROP COLUMN hole;
-- expect: high drop-column
ALTER TABLE ONLY shapes DROP COLUMN kind;
