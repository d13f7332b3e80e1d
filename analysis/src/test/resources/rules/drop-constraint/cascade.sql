CREATE TABLE visits (id bigint PRIMARY KEY, code text UNIQUE, place text);
CREATE TABLE clicks (id bigint PRIMARY KEY, code text REFERENCES visits (code));
CREATE VIEW places AS SELECT id, place, count(*) FROM visits GROUP BY id;
-- existing
-- expect: high
ALTER TABLE visits DROP CONSTRAINT visits_code_key CASCADE;
-- expect: medium
ALTER TABLE visits DROP CONSTRAINT visits_pkey CASCADE;
