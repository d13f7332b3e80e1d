CREATE TABLE parcels (id bigint PRIMARY KEY, code text, weight integer);
INSERT INTO parcels SELECT n, 'a', 1 FROM generate_series(1, 3) n;
-- existing
SET lock_timeout = '2s';
BEGIN;
CREATE TABLE heavy (id bigint, weight integer);
CREATE TABLE heaviest (id bigint, weight integer);
CREATE TABLE kinds (id bigint, weight integer);
MERGE INTO heavy USING parcels ON heavy.id = parcels.id WHEN NOT MATCHED THEN INSERT VALUES (parcels.id, parcels.weight);
MERGE INTO heaviest h USING (SELECT * FROM parcels WHERE weight > 9) AS p ON h.id = p.id
WHEN NOT MATCHED THEN INSERT VALUES (p.id, p.weight);
-- These are few rows.
MERGE INTO kinds USING (VALUES (1, 2), (2, 3)) AS k (id, weight) ON kinds.id = k.id WHEN NOT MATCHED THEN INSERT VALUES (k.id, k.weight);
ALTER TABLE parcels ADD COLUMN note text;
-- expect: high
CREATE INDEX ON heavy (weight);
-- expect: high
CREATE INDEX ON heaviest (weight);
CREATE INDEX ON kinds (weight);
COMMIT;
