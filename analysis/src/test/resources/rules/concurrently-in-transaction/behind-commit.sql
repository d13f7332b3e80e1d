-- run: one message
BEGIN;
ALTER TABLE orders ADD COLUMN seen date;
COMMIT;
-- expect: high
CREATE INDEX CONCURRENTLY orders_seen_idx ON orders (seen);
