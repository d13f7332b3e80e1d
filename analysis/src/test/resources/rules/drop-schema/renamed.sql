CREATE SCHEMA live;
CREATE SCHEMA build;
CREATE TABLE live.prices (id bigint PRIMARY KEY);
CREATE TABLE build.prices (id bigint PRIMARY KEY);
-- existing
SET lock_timeout = '2s';
BEGIN;
ALTER SCHEMA live RENAME TO older;
ALTER SCHEMA build RENAME TO live;
-- It is not there any more.
DROP SCHEMA IF EXISTS build CASCADE;
-- expect: high
DROP SCHEMA IF EXISTS older CASCADE;
DROP SCHEMA IF EXISTS older CASCADE;
CREATE SCHEMA build;
-- expect: high
DROP SCHEMA IF EXISTS build CASCADE;
COMMIT;
