-- expect: medium
ALTER TABLE orders ADD COLUMN note text;
BEGIN;
-- expect: medium
ALTER TABLE orders ADD COLUMN place text;
ALTER TABLE orders ADD COLUMN town text;
COMMIT;
SET lock_timeout = 0;
-- expect: low
CREATE INDEX CONCURRENTLY orders_day_idx ON orders (day);
