-- postgres: 14.3
-- expect: high
CREATE INDEX CONCURRENTLY orders_day_idx ON orders (day);
-- expect: high
REINDEX TABLE CONCURRENTLY orders;
