BEGIN;
SAVEPOINT a;
SET LOCAL lock_timeout = '5s';
SAVEPOINT b;
ROLLBACK TO SAVEPOINT a;
-- expect: medium
ALTER TABLE items ADD COLUMN note text;
COMMIT;
