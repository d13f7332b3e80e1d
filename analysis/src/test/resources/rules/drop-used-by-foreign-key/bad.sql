CREATE TABLE visits (id bigint, day date, code text UNIQUE, PRIMARY KEY (id));
CREATE TABLE clicks (id bigint PRIMARY KEY, visit bigint REFERENCES visits, code text REFERENCES visits (code));
-- existing
-- expect: high
ALTER TABLE visits DROP CONSTRAINT visits_pkey;
-- expect: high
ALTER TABLE visits DROP COLUMN code;
-- expect: high
TRUNCATE visits;
-- expect: high
DROP TABLE visits;
