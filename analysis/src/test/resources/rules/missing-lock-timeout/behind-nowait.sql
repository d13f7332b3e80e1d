BEGIN;
LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE NOWAIT;
-- This takes a stronger one, for which it waits.
-- expect: medium
ALTER TABLE orders ADD COLUMN note text;
COMMIT;
