CREATE TABLE parcels (id bigint PRIMARY KEY);
-- existing
-- expect: medium
ALTER INDEX parcels_pkey SET TABLESPACE pg_default;
ALTER INDEX ALL IN TABLESPACE pg_default SET TABLESPACE pg_default;
