CREATE MATERIALIZED VIEW totals AS SELECT 1 AS id;
-- existing
BEGIN;
SET LOCAL lock_timeout = '2s';
-- expect: high rename-object
ALTER MATERIALIZED VIEW totals RENAME TO sums;
ALTER TABLE orders ADD COLUMN extra integer;
-- Nobody has used this name.
ALTER MATERIALIZED VIEW sums RENAME TO amounts;
COMMIT;
