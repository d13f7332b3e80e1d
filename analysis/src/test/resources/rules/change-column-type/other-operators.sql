CREATE TABLE objects (id integer PRIMARY KEY, number oid UNIQUE);
CREATE TABLE notes (id bigint PRIMARY KEY, object integer REFERENCES objects, number integer REFERENCES objects (number));
INSERT INTO objects SELECT n, n FROM generate_series(1, 3) n;
INSERT INTO notes SELECT n, n, n FROM generate_series(1, 3) n;
-- existing
-- expect: high
-- expect: high
ALTER TABLE objects ALTER COLUMN id TYPE oid;
-- What the column itself refers to is compared as before.
ALTER TABLE notes ALTER COLUMN number TYPE oid;
