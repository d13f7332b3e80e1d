BEGIN;
-- expect: medium
BEGIN;
COMMIT;
