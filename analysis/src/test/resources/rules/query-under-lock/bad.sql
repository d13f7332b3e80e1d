BEGIN;
ALTER TABLE orders ADD COLUMN note text;
-- expect: medium
SELECT count(*) FROM customers;
COMMIT;

BEGIN;
LOCK TABLE orders IN SHARE MODE;
-- expect: medium
WITH old AS (SELECT id FROM orders WHERE created < '2020-01-01') SELECT count(*) FROM old;
COMMIT;
