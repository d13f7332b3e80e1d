-- postgres: 11
SET lock_timeout = '2s';
-- expect: high
REINDEX INDEX CONCURRENTLY orders_pkey;
-- expect: high
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (net * 2) STORED;
