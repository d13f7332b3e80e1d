CREATE FUNCTION make_visits() RETURNS void LANGUAGE sql AS 'CREATE TABLE visits (id bigint)';
CREATE TABLE visits (id bigint);
CREATE TABLE trips (id bigint);
CREATE TABLE stops (id bigint);
-- existing
SET lock_timeout = '2s';
-- expect: high
DROP TABLE stops;
DROP TABLE IF EXISTS stops;
ALTER TABLE visits RENAME TO old_visits;
ALTER TABLE trips RENAME TO old_trips;
-- What it makes no rule sees.
SELECT make_visits();
-- expect: high
DROP TABLE IF EXISTS visits;
DO $$ BEGIN EXECUTE (SELECT 'CREATE TABLE trips (id bigint)'); END $$;
-- expect: high
DROP TABLE IF EXISTS trips;
