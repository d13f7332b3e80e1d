CREATE INDEX CONCURRENTLY orders_day_idx ON orders (day);
-- expect: medium
ALTER TABLE orders ADD COLUMN note text;
BEGIN;
ALTER TABLE orders ADD COLUMN place text;
ALTER TABLE orders ADD COLUMN town text;
COMMIT;
