-- run: one message
SET lock_timeout = '2s';
-- expect: high
CREATE INDEX CONCURRENTLY orders_day_idx ON orders (day);
