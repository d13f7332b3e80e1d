BEGIN;
ALTER TABLE orders ADD COLUMN day date;
-- expect: high
-- expect: high create-index-without-concurrently
CREATE INDEX orders_day_idx ON orders (day);
COMMIT;
