-- expect: medium
REFRESH MATERIALIZED VIEW sales_by_day;
