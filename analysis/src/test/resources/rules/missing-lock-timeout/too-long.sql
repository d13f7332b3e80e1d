BEGIN;
SET LOCAL lock_timeout = '10h';
-- expect: medium
ALTER TABLE orders ADD COLUMN a text;
COMMIT;
BEGIN;
SET LOCAL lock_timeout TO 60000;
ALTER TABLE orders ADD COLUMN b text;
COMMIT;
BEGIN;
SET LOCAL lock_timeout = '1 min';
ALTER TABLE orders ADD COLUMN c text;
COMMIT;
