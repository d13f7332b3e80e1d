-- expect: high
ALTER TABLE orders SET UNLOGGED;
-- expect: high
ALTER TABLE orders SET TABLESPACE fast;
-- expect: high
ALTER TABLE orders SET ACCESS METHOD columnar;
-- expect: medium
ALTER TABLE customers SET ACCESS METHOD heap;
-- expect: high
ALTER MATERIALIZED VIEW sales_by_day SET TABLESPACE fast;
-- expect: high
ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE fast;
