BEGIN;
ALTER TABLE orders ADD COLUMN state text;
-- expect: high
UPDATE orders SET state = 'new' WHERE id BETWEEN 1 AND 1000000;
COMMIT;

BEGIN;
ALTER TABLE customers ADD COLUMN rank integer;
-- expect: high
INSERT INTO archive (id) SELECT unnest(array(SELECT id FROM items));
-- expect: high
INSERT INTO archive (id) (SELECT 1 UNION ALL (SELECT id FROM items));
-- expect: high
INSERT INTO archive (id) SELECT id FROM (SELECT id FROM items) AS i;
DO $$
BEGIN
    LOOP
        -- expect: high
        UPDATE items SET line = 1 WHERE id IN (SELECT id FROM items WHERE line <> 1 LIMIT 5000);
        EXIT WHEN NOT FOUND;
    END LOOP;
END
$$;
COMMIT;
