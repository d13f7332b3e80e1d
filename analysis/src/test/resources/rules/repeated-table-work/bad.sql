BEGIN;
-- expect: high set-not-null
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
-- expect: low
-- expect: high set-not-null
ALTER TABLE orders ALTER COLUMN day SET NOT NULL;
COMMIT;
