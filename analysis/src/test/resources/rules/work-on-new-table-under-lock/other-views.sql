CREATE TABLE parcels (id bigint PRIMARY KEY, code text, weight integer);
INSERT INTO parcels SELECT n, 'a', 1 FROM generate_series(1, 3) n;
CREATE VIEW shown AS SELECT id, code FROM parcels;
-- existing
SET lock_timeout = '2s';
-- Nobody has read these.
BEGIN;
-- expect: medium drop-object
DROP VIEW IF EXISTS listed;
CREATE VIEW listed AS SELECT id FROM parcels;
CREATE OR REPLACE VIEW counted AS SELECT count(*) FROM parcels;
CREATE TABLE heavy AS SELECT * FROM parcels;
DROP VIEW listed;
CREATE INDEX ON heavy (weight);
COMMIT;

-- The view is what is locked last.
BEGIN;
CREATE TABLE light AS SELECT * FROM parcels;
CREATE INDEX ON light (weight);
CREATE OR REPLACE VIEW shown AS SELECT id, code FROM light;
COMMIT;

-- What is undone holds no lock.
BEGIN;
CREATE TABLE few AS SELECT * FROM parcels;
SAVEPOINT before;
DROP VIEW shown;
ROLLBACK TO before;
CREATE INDEX ON few (weight);
COMMIT;
