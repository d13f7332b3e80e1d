BEGIN;
SAVEPOINT a;
SET LOCAL lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN note text;
ROLLBACK TO a;
-- The lock is given back, and the setting is gone.
-- expect: medium
ALTER TABLE items ADD COLUMN remark text;
COMMIT;
