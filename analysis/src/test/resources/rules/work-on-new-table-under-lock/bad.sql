CREATE TABLE parcels (id bigint PRIMARY KEY, code text, weight integer);
INSERT INTO parcels SELECT n, 'a', 1 FROM generate_series(1, 3) n;
-- existing
SET lock_timeout = '2s';
BEGIN;
CREATE TABLE parcels_new (LIKE parcels INCLUDING DEFAULTS);
INSERT INTO parcels_new SELECT * FROM parcels WHERE id < 100;
ALTER TABLE parcels RENAME TO parcels_old;
ALTER TABLE parcels_new RENAME TO parcels;
-- expect: high
CREATE INDEX parcels_weight ON parcels (weight);
-- expect: high
ALTER TABLE parcels ADD PRIMARY KEY (id);
-- expect: high
ALTER TABLE parcels ALTER COLUMN code SET NOT NULL;
-- expect: high
ALTER TABLE parcels ALTER COLUMN weight TYPE bigint;
COMMIT;
