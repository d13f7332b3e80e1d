BEGIN;
-- expect: high
CREATE INDEX CONCURRENTLY orders_day_idx ON orders (day);
-- expect: high
DROP INDEX CONCURRENTLY orders_old_idx;
-- expect: high
REINDEX (CONCURRENTLY) TABLE orders;
-- expect: high
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;
COMMIT;
