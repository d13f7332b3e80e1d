-- expect: medium
DELETE FROM items WHERE id IN (SELECT i.id FROM items i LIMIT ALL);
-- expect: medium
DELETE FROM items WHERE id IN (SELECT i.id FROM items i LIMIT 1000000000);
-- expect: medium
DELETE FROM items WHERE id IN (SELECT i.id FROM items i OFFSET 10);
-- expect: medium
DELETE FROM items WHERE id IN (SELECT i.id FROM items i ORDER BY i.line FETCH FIRST 1 ROWS WITH TIES);
-- expect: medium
DELETE FROM items WHERE id NOT IN (SELECT i.id FROM items i LIMIT 5);
-- expect: medium
DELETE FROM items WHERE id <> ALL (ARRAY(SELECT i.id FROM items i LIMIT 5));
-- expect: medium
DELETE FROM items WHERE EXISTS (SELECT 1 FROM items i LIMIT 5);
-- expect: medium
DELETE FROM items WHERE id IN (SELECT generate_series(1, 1000000));
-- expect: medium
DELETE FROM items USING orders o WHERE items.order_id = o.id AND o.id IN (SELECT id FROM orders LIMIT 5);
-- expect: medium
DELETE FROM items USING (SELECT count(*) OVER () AS n FROM orders LIMIT 5) few WHERE items.line <= few.n;
-- expect: medium
WITH RECURSIVE all_of_them AS (SELECT 1 AS id UNION ALL SELECT a.id + 1 FROM all_of_them a WHERE a.id < 5) DELETE FROM items USING all_of_them a WHERE a.id = items.id;
-- expect: medium
MERGE INTO items i USING (VALUES (1)) v (id) ON i.id = COALESCE(v.id, i.id) WHEN MATCHED THEN DELETE;
-- expect: medium
MERGE INTO items i USING orders o ON i.id = o.id AND o.id IN (SELECT id FROM orders LIMIT 1) WHEN MATCHED THEN DELETE;
-- These are bounded.
DELETE FROM items WHERE id IN (SELECT i.id FROM items i ORDER BY i.id LIMIT 100 OFFSET 200);
DELETE FROM items WHERE id IN ((SELECT i.id FROM items i LIMIT 100));
DELETE FROM items WHERE id IN (SELECT i.id FROM items i UNION ALL SELECT o.id FROM orders o LIMIT 100);
DELETE FROM items WHERE id IN (SELECT max(i.id) FROM items i);
WITH few AS (SELECT id FROM items LIMIT 10), gone AS (DELETE FROM items USING few WHERE few.id = items.id RETURNING 1) SELECT count(*) FROM gone;
