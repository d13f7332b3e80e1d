BEGIN;
-- expect: high
LOCK TABLE orders;
COMMIT;
BEGIN;
-- expect: medium
LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE;
COMMIT;
