BEGIN;
-- expect: high lock-table
LOCK TABLE orders IN ACCESS EXCLUSIVE MODE NOWAIT;
ALTER TABLE orders ADD COLUMN note text;
COMMIT;
