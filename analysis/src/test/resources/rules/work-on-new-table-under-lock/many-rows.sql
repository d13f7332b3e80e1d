CREATE TABLE parcels (id bigint PRIMARY KEY, code text, weight integer);
INSERT INTO parcels SELECT n, 'a', 1 FROM generate_series(1, 3) n;
-- existing
SET lock_timeout = '2s';
BEGIN;
-- Words of few rows that do not bound the rows of the whole.
CREATE TABLE numbers AS SELECT generate_series(1, 1000000) AS id;
CREATE TABLE groups AS SELECT code AS id, count(*) FROM parcels GROUP BY code;
CREATE TABLE windows AS SELECT id, sum(weight) OVER (ORDER BY id) FROM parcels;
CREATE TABLE arrays AS SELECT unnest(array_agg(id)) AS id FROM parcels;
CREATE TABLE compared AS SELECT id, (SELECT max(weight) FROM parcels) AS heaviest FROM parcels;
CREATE TABLE either AS SELECT id FROM parcels WHERE false OR weight > 0;
CREATE TABLE both_of AS SELECT 1::bigint AS id UNION SELECT id FROM parcels;
CREATE TABLE by_code AS SELECT id FROM parcels WHERE code = 'a';
CREATE TABLE first AS SELECT id FROM parcels;
CREATE TABLE second AS SELECT id FROM first;
CREATE TABLE third (id bigint);
WITH parcels AS (SELECT 1 AS id FROM generate_series(1, 1000000)) INSERT INTO third SELECT id FROM parcels WHERE id = 1;
ALTER TABLE parcels ADD COLUMN note text;
-- expect: high
CREATE INDEX ON numbers (id);
-- expect: high
CREATE INDEX ON groups (id);
-- expect: high
CREATE INDEX ON windows (id);
-- expect: high
CREATE INDEX ON arrays (id);
-- expect: high
CREATE INDEX ON compared (id);
-- expect: high
CREATE INDEX ON either (id);
-- expect: high
CREATE INDEX ON both_of (id);
-- expect: high
CREATE INDEX ON by_code (id);
-- expect: high
CREATE INDEX ON first (id);
-- expect: high
CREATE INDEX ON second (id);
-- expect: high
CREATE INDEX ON third (id);
COMMIT;
