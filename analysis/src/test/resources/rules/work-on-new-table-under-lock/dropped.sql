CREATE TABLE parcels (id bigint PRIMARY KEY, code text, weight integer);
INSERT INTO parcels SELECT n, 'a', 1 FROM generate_series(1, 3) n;
CREATE TABLE totals (weight integer);
-- existing
SET lock_timeout = '2s';
BEGIN;
CREATE TABLE parcels_new (LIKE parcels INCLUDING DEFAULTS);
INSERT INTO parcels_new SELECT * FROM parcels WHERE id < 100;
-- Whoever reads it waits to the end, though another one has its name by then.
DROP TABLE parcels;
ALTER TABLE parcels_new RENAME TO parcels;
-- expect: high
CREATE INDEX parcels_weight ON parcels (weight);
COMMIT;

BEGIN;
DROP TABLE totals;
-- expect: medium query-under-lock
CREATE TABLE totals AS SELECT sum(weight) AS weight FROM parcels;
-- expect: high change-rows-under-lock
INSERT INTO totals SELECT weight FROM parcels WHERE id < 100;
-- expect: high
CREATE INDEX ON totals (weight);
COMMIT;

-- Nobody has used what the transaction itself has made.
BEGIN;
CREATE TABLE drafts AS SELECT id FROM parcels;
DROP TABLE drafts;
CREATE TABLE drafts AS SELECT id FROM parcels;
CREATE INDEX ON drafts (id);
COMMIT;
