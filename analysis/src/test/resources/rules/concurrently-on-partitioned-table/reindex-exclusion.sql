CREATE TABLE stays (room int4range, during tsrange);
ALTER TABLE stays ADD CONSTRAINT stays_apart EXCLUDE USING gist (room WITH &&);
CREATE INDEX stays_during ON stays USING gist (during);
-- existing
SET lock_timeout = '2s';
-- expect: high
REINDEX INDEX CONCURRENTLY stays_apart;
-- expect: high
REINDEX TABLE CONCURRENTLY pg_class;
-- expect: high
REINDEX (CONCURRENTLY) TABLE pg_catalog.pg_class;
-- expect: high
REINDEX INDEX CONCURRENTLY pg_class_oid_index;
REINDEX INDEX CONCURRENTLY stays_during;
-- Of a table it leaves that index out.
REINDEX TABLE CONCURRENTLY stays;
