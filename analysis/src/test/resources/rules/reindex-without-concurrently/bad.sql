-- expect: high
REINDEX TABLE orders;
-- expect: high
REINDEX INDEX app.orders_day_idx;
-- expect: high
REINDEX (VERBOSE, CONCURRENTLY false) TABLE orders;
-- expect: high
REINDEX DATABASE;
-- expect: high
REINDEX INDEX orders_pkey;
