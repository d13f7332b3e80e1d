CREATE TABLE visits (id integer PRIMARY KEY, code varchar(10) UNIQUE);
CREATE TABLE clicks (id bigint PRIMARY KEY, visit integer REFERENCES visits, code varchar(10) REFERENCES visits (code));
INSERT INTO visits SELECT n, n FROM generate_series(1, 3) n;
INSERT INTO clicks SELECT n, n, n FROM generate_series(1, 3) n;
-- existing
-- expect: high
-- expect: high
ALTER TABLE visits ALTER COLUMN id TYPE bigint;
-- expect: high
ALTER TABLE clicks ALTER COLUMN visit TYPE bigint;
ALTER TABLE visits ALTER COLUMN code TYPE text;
