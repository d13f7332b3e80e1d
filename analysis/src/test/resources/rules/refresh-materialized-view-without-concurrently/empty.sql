-- expect: high
REFRESH MATERIALIZED VIEW sales_by_day WITH NO DATA;
