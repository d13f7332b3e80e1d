-- expect: medium
DELETE FROM items WHERE id = 1 OR line = 2;
-- expect: medium
DELETE FROM items WHERE (id = 1 AND line = 2) OR line = 3;
-- expect: medium
DELETE FROM items WHERE NOT (id = 1);
-- expect: medium
DELETE FROM items WHERE id = 1 OR true;
-- expect: medium
DELETE FROM items WHERE (id = 1) IS NOT TRUE;
-- expect: medium
DELETE FROM items WHERE CASE WHEN line > 0 THEN id > 0 ELSE id = 1 END;
-- expect: medium
DELETE FROM items WHERE (line, shop_id) = (1, 2);
-- expect: medium
DELETE FROM items WHERE (id, shop_id) > (1, 2);
-- expect: medium
DELETE FROM items WHERE random() < 0.1;
-- expect: medium
DELETE FROM items WHERE id IN (SELECT i.id FROM items i TABLESAMPLE BERNOULLI (50));
-- expect: medium
DELETE FROM items WHERE id IS NOT DISTINCT FROM NULL OR id IS DISTINCT FROM NULL;
-- Few rows, each of them.
DELETE FROM items WHERE id = 1 OR id = 2 OR id IN (3, 4);
DELETE FROM items WHERE (id = 1 OR id = 2) AND line = 3;
DELETE FROM items WHERE line = 3 AND (true AND ((id = 1)));
DELETE FROM items WHERE (id, shop_id) = (1, 2) OR (shop_id, id) IN ((1, 2), (3, 4));
DELETE FROM items WHERE (id, shop_id) IN (SELECT i.id, i.shop_id FROM items i LIMIT 10);
DELETE FROM items WHERE id = ANY (ARRAY[1, 2]::bigint[]);
DELETE FROM items WHERE id IN (SELECT i.id FROM items i TABLESAMPLE BERNOULLI (50) LIMIT 100);
DELETE FROM items WHERE false;
