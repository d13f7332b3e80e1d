-- expect: low
CREATE INDEX CONCURRENTLY orders_day_idx ON orders (day);
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
