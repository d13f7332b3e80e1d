-- expect: high
ALTER MATERIALIZED VIEW sales_by_day SET ACCESS METHOD columnar;
