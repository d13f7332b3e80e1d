CREATE TABLE parcels (id bigint PRIMARY KEY, code text, weight integer);
INSERT INTO parcels SELECT n, 'a', 1 FROM generate_series(1, 3) n;
CREATE VIEW shown AS SELECT id, code FROM parcels;
CREATE VIEW listed AS SELECT id FROM parcels;
CREATE VIEW counted AS SELECT count(*) FROM parcels;
-- existing
SET lock_timeout = '2s';
BEGIN;
-- Whoever reads the view waits to the end.
DROP VIEW shown;
-- expect: medium query-under-lock
CREATE TABLE heavy AS SELECT * FROM parcels;
-- expect: high
CREATE INDEX ON heavy (weight);
-- expect: high change-rows-under-lock
UPDATE heavy SET weight = 1;
CREATE VIEW shown AS SELECT id, code FROM heavy;
COMMIT;

BEGIN;
CREATE TABLE light AS SELECT * FROM parcels;
CREATE OR REPLACE VIEW listed AS SELECT id FROM light;
-- expect: high
CREATE INDEX ON light (weight);
COMMIT;

BEGIN;
CREATE TABLE few AS SELECT * FROM parcels;
-- expect: high rename-object
ALTER VIEW counted RENAME TO numbered;
-- expect: high
ALTER TABLE few ADD PRIMARY KEY (id);
COMMIT;
