DROP INDEX CONCURRENTLY IF EXISTS orders_day_idx;
CREATE INDEX CONCURRENTLY orders_day_idx ON orders (day);
