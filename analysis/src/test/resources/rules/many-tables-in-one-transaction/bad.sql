BEGIN;
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE items ADD COLUMN note text;
-- expect: medium
ALTER TABLE customers ADD COLUMN note text;
ALTER TABLE shops ADD COLUMN note text;
COMMIT;
