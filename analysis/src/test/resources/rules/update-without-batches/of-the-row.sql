-- What a key is compared with is another value for each row.
-- expect: medium
UPDATE orders SET total = 0 WHERE id = COALESCE(NULL, id);
-- expect: medium
UPDATE orders SET total = 0 WHERE id = id + 0;
-- expect: medium
UPDATE orders o SET total = 0 WHERE o.id = abs(o.id);
-- expect: medium
UPDATE orders SET total = 0 WHERE id IN (0, id);
-- expect: medium
UPDATE orders SET total = 0 WHERE id = ANY (ARRAY[0, id]);
-- expect: medium
UPDATE orders SET total = 0 WHERE id = (SELECT orders.id);
-- expect: medium
UPDATE orders SET total = 0 WHERE id = (random() * 3)::int;
-- expect: medium
UPDATE orders SET total = 0 WHERE id = nextval('order_numbers');
-- expect: medium
UPDATE orders SET total = 0 WHERE id IS NOT DISTINCT FROM id;
-- expect: medium
UPDATE orders SET total = 0 WHERE id BETWEEN id AND id + 5;
-- expect: medium
UPDATE orders SET total = 0 WHERE id = ALL ('{}');
-- expect: medium
UPDATE orders SET total = 0 FROM items i WHERE orders.id = COALESCE(i.order_id, orders.id);
-- The same value for all.
UPDATE orders SET total = 0 WHERE id = COALESCE(NULL, 5);
UPDATE orders SET total = 0 WHERE id = (SELECT max(o.id) FROM orders o);
UPDATE orders SET total = 0 WHERE id = CASE WHEN now() > '2020-01-01' THEN 1 ELSE 2 END;
UPDATE orders SET total = 0 WHERE id IS NOT DISTINCT FROM 5;
UPDATE orders SET total = 0 WHERE 5 = id;
UPDATE orders SET total = 0 FROM (VALUES (1, 'a'), (2, 'b')) v (id, state) WHERE orders.id = v.id;
