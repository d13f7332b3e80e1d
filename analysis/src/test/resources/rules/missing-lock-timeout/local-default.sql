SET lock_timeout = '5s';
BEGIN;
SET LOCAL lock_timeout = DEFAULT;
-- expect: medium
ALTER TABLE customers ADD COLUMN note text;
COMMIT;
