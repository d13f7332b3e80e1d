BEGIN;
-- expect: high
BEGIN;
COMMIT;
