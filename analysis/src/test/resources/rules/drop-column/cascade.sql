CREATE TABLE visits (id bigint PRIMARY KEY, code text UNIQUE, place text, note text);
CREATE TABLE clicks (id bigint PRIMARY KEY, code text REFERENCES visits (code));
CREATE VIEW places AS SELECT id, place FROM visits;
CREATE MATERIALIZED VIEW many_places AS SELECT place, count(*) FROM places GROUP BY place;
-- existing
-- expect: high
ALTER TABLE visits DROP COLUMN place CASCADE;
-- expect: high
ALTER TABLE visits DROP COLUMN code CASCADE;
