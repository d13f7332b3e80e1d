SET lock_timeout = '2s';
-- expect: medium
ALTER MATERIALIZED VIEW sales_by_day SET TABLESPACE pg_default;
ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE pg_default;
