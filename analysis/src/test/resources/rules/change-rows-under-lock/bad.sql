BEGIN;
ALTER TABLE orders ADD COLUMN state text;
-- expect: high
UPDATE orders SET state = 'new' WHERE id BETWEEN 1 AND 1000;
COMMIT;
