CREATE TABLE notes (id integer, a varchar(10), b varchar(10), c text, d varchar(10), PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE notes_0 PARTITION OF notes FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE INDEX ON notes_0 (lower(a));
ALTER TABLE notes_0 ADD CHECK (length(b) > 0);
CREATE INDEX ON notes_0 (c);
CREATE INDEX ON notes_0 (d);
INSERT INTO notes SELECT n, n, n, n, n FROM generate_series(1, 100) n;
CREATE TABLE sheets (id integer, a varchar(10), b varchar(10), c text, d varchar(10));
CREATE TABLE old_sheets () INHERITS (sheets);
CREATE INDEX ON old_sheets (lower(a));
ALTER TABLE old_sheets ADD CHECK (length(b) > 0);
CREATE INDEX ON old_sheets (c);
CREATE INDEX ON old_sheets (d);
INSERT INTO old_sheets SELECT n, n, n, n, n FROM generate_series(1, 100) n;
CREATE TABLE told (c text CHECK (c <> ''));
INSERT INTO told SELECT n FROM generate_series(1, 100) n;
-- existing
-- expect: high
ALTER TABLE notes ALTER COLUMN a TYPE varchar(20);
-- expect: high
ALTER TABLE notes ALTER COLUMN b TYPE varchar(20);
-- expect: high
ALTER TABLE notes ALTER COLUMN c TYPE text COLLATE "C";
-- A plain index stays.
ALTER TABLE notes ALTER COLUMN d TYPE varchar(20);
-- expect: high
ALTER TABLE sheets ALTER COLUMN a TYPE varchar(20);
-- expect: high
ALTER TABLE sheets ALTER COLUMN b TYPE varchar(20);
-- expect: high
ALTER TABLE sheets ALTER COLUMN c TYPE text COLLATE "C";
ALTER TABLE sheets ALTER COLUMN d TYPE varchar(20);
-- expect: high
ALTER TABLE told ALTER COLUMN c TYPE text COLLATE "C";
