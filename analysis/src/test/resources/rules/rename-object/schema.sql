CREATE SCHEMA early;
CREATE DOMAIN early.positive AS integer CHECK (VALUE > 0);
CREATE FUNCTION early.seven() RETURNS integer LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 7; END';
CREATE TABLE early.places (id bigint PRIMARY KEY);
CREATE TABLE early.visits (
    id bigint PRIMARY KEY,
    name varchar(10) NOT NULL,
    seen integer,
    place bigint REFERENCES early.places
);
CREATE INDEX visits_place ON early.visits (place);
CREATE TABLE guests (id bigint PRIMARY KEY, rank early.positive);
CREATE SCHEMA live;
CREATE TABLE live.stock (id bigint PRIMARY KEY, name varchar(10));
CREATE SCHEMA build;
CREATE TABLE build.stock (id bigint PRIMARY KEY, name text);
-- existing
-- expect: high
ALTER SCHEMA early RENAME TO late;
ALTER TABLE late.visits ALTER COLUMN name SET NOT NULL;
ALTER TABLE late.visits ALTER COLUMN name TYPE text;
ALTER TABLE guests ADD COLUMN luck integer DEFAULT late.seven();
-- expect: high add-column-of-constrained-domain
ALTER TABLE guests ADD COLUMN floor late.positive;
ALTER TABLE guests ALTER COLUMN rank TYPE late.positive;

BEGIN;
-- expect: low
ALTER SCHEMA live RENAME TO former;
-- expect: high
ALTER SCHEMA build RENAME TO live;
COMMIT;
-- expect: high change-column-type
ALTER TABLE live.stock ALTER COLUMN name TYPE varchar(20);
ALTER TABLE former.stock ALTER COLUMN name TYPE varchar(20);

CREATE SCHEMA fresh;
CREATE TABLE fresh.parts (id bigint PRIMARY KEY, code text);
ALTER SCHEMA fresh RENAME TO ready;
CREATE INDEX parts_code ON ready.parts (code);
ALTER TABLE ready.parts ALTER COLUMN code TYPE varchar(3);
