-- expect: high
ALTER INDEX orders_day_idx SET TABLESPACE fast;
-- expect: high
ALTER INDEX ALL IN TABLESPACE pg_default SET TABLESPACE fast;
