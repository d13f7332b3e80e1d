CREATE SUBSCRIPTION feed CONNECTION 'host=127.0.0.1 port=1 dbname=none' PUBLICATION all_tables WITH (connect = false);
BEGIN;
-- expect: high
CREATE SUBSCRIPTION other_feed CONNECTION 'host=127.0.0.1 port=1 dbname=none' PUBLICATION all_tables;
-- expect: high
DROP SUBSCRIPTION feed;
-- expect: high
ALTER SUBSCRIPTION feed REFRESH PUBLICATION;
-- expect: high
CREATE TABLESPACE fast LOCATION '/srv/fast';
-- expect: high
DROP TABLESPACE fast;
-- expect: high
ALTER DATABASE shop SET TABLESPACE fast;
-- expect: high
DISCARD ALL;
-- expect: high
REINDEX SCHEMA app;
-- expect: high
CLUSTER;
ROLLBACK;
ALTER SUBSCRIPTION feed SET (slot_name = NONE);
DROP SUBSCRIPTION feed;
