-- expect: medium
DROP MATERIALIZED VIEW sales_by_day;
