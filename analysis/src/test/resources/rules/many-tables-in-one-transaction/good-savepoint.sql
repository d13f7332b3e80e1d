SET lock_timeout = '2s';
BEGIN;
SAVEPOINT a;
ALTER TABLE orders ADD COLUMN note text;
ROLLBACK TO a;
ALTER TABLE items ADD COLUMN note text;
COMMIT;
