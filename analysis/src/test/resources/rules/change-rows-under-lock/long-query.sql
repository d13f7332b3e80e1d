CREATE TABLE parcels (id bigint PRIMARY KEY, code text);
CREATE TABLE totals (parcels bigint);
INSERT INTO parcels SELECT n, 'a' FROM generate_series(1, 3) n;
-- existing
SET lock_timeout = '2s';
BEGIN;
ALTER TABLE parcels ADD COLUMN note text;
-- It is one row, for which all are read.
-- expect: high
INSERT INTO totals SELECT count(*) FROM parcels;
-- expect: high
INSERT INTO totals SELECT id FROM parcels WHERE code = 'a';
COMMIT;
