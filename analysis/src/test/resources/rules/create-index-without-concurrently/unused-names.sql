CREATE TABLE users (id bigint);
CREATE SCHEMA later;
CREATE TABLE staged_before AS SELECT id FROM users;
DROP TABLE staged_before;
-- existing
SET lock_timeout = '2s';
-- What the file has made and taken away again nobody has used by its name.
CREATE TABLE staged AS SELECT id FROM users;
DROP TABLE staged;
CREATE TABLE staged AS SELECT id FROM users;
CREATE INDEX staged_id ON staged (id);
TRUNCATE staged;
ALTER TABLE staged RENAME TO other;
CREATE TABLE staged AS SELECT id FROM users;
CREATE INDEX staged_id_again ON staged (id);
DROP TABLE staged;
DROP TABLE IF EXISTS staged;
CREATE TABLE staged AS SELECT id FROM users;
CREATE INDEX staged_id_once_more ON staged (id);
-- Nor what an earlier one has; that it is gone is known.
DROP TABLE IF EXISTS staged_before;
CREATE TABLE staged_before AS SELECT id FROM users;
CREATE INDEX staged_before_id ON staged_before (id);
TRUNCATE staged_before;
DROP TABLE staged_before;

CREATE VIEW shown AS SELECT id FROM staged;
CREATE INDEX staged_half ON staged ((id / 2));
CREATE OR REPLACE VIEW shown AS SELECT id FROM other;
CREATE INDEX other_id ON other (id);
DROP VIEW shown;
CREATE TABLE shown AS SELECT id FROM users;
CREATE INDEX shown_id ON shown (id);

CREATE SCHEMA build;
CREATE TABLE build.parts (id bigint) PARTITION BY RANGE (id);
CREATE TABLE build.first PARTITION OF build.parts DEFAULT;
-- expect: medium insert-from-query-without-limit
INSERT INTO build.parts SELECT id FROM users;
ALTER SCHEMA build RENAME TO built;
CREATE INDEX first_id ON built.first (id);
CREATE INDEX parts_id ON built.parts (id);
ALTER TABLE built.parts SET SCHEMA later;
CREATE INDEX parts_half ON later.parts ((id / 2));
