BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
SET LOCAL lock_timeout = 0;
ALTER TABLE orders ADD COLUMN remark text;
-- This waits while the other table is locked.
-- expect: medium
ALTER TABLE items ADD COLUMN remark text;
COMMIT;
