BEGIN;
-- expect: low
ALTER TYPE mood ADD VALUE 'glad';
COMMIT;
