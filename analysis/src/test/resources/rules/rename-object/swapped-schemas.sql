CREATE SCHEMA live;
CREATE SCHEMA build;
CREATE TABLE live.prices (id bigint PRIMARY KEY);
CREATE TABLE build.prices (id bigint PRIMARY KEY);
CREATE VIEW late AS SELECT 1 AS id;
-- existing
SET lock_timeout = '2s';
BEGIN;
-- expect: low
ALTER SCHEMA live RENAME TO between;
-- expect: low
ALTER SCHEMA build RENAME TO live;
-- Nobody has ever used that name.
ALTER SCHEMA between RENAME TO build;
COMMIT;

BEGIN;
-- expect: high
ALTER SCHEMA build RENAME TO older;
ALTER SCHEMA older RENAME TO oldest;
-- expect: high
ALTER VIEW late RENAME TO later;
ALTER VIEW later RENAME TO latest;
COMMIT;

-- Here others may have used it in between.
-- expect: high
ALTER VIEW latest RENAME TO newest;
-- expect: high
ALTER VIEW newest RENAME TO last;

BEGIN;
SAVEPOINT before;
-- expect: high
ALTER SCHEMA live RENAME TO dead;
ROLLBACK TO before;
-- expect: high
ALTER SCHEMA live RENAME TO gone;
COMMIT;
