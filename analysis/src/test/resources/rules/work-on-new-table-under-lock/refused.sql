CREATE TABLE parcels (id bigint PRIMARY KEY, code text, weight integer);
INSERT INTO parcels SELECT n, 'a', 1 FROM generate_series(1, 3) n;
-- existing
SET lock_timeout = '2s';
BEGIN;
CREATE TABLE heavy AS SELECT * FROM parcels;
ALTER TABLE parcels ADD COLUMN note text;
-- expect: high vacuum-in-transaction
VACUUM heavy;
-- expect: high concurrently-in-transaction
CREATE INDEX CONCURRENTLY ON heavy (weight);
COMMIT;
