CREATE TABLE visits (id bigint, day date, code text UNIQUE, PRIMARY KEY (id));
CREATE TABLE clicks (id bigint PRIMARY KEY, visit bigint REFERENCES visits, code text REFERENCES visits (code));
CREATE TABLE taps (id bigint PRIMARY KEY, visit bigint REFERENCES visits);
-- existing
-- expect: high drop-column
ALTER TABLE clicks DROP COLUMN visit;
-- expect: high drop-column
ALTER TABLE visits DROP COLUMN code CASCADE;
-- expect: high drop-constraint
ALTER TABLE visits DROP CONSTRAINT visits_pkey CASCADE;
-- expect: high drop-table
DROP TABLE visits CASCADE;
