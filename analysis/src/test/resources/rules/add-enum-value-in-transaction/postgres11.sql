-- postgres: 11
BEGIN;
-- expect: high
ALTER TYPE mood ADD VALUE 'glad';
COMMIT;
