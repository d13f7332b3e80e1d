-- The LIMIT is that of one row's query.
-- expect: medium
UPDATE orders SET total = 0 WHERE id IN (SELECT o.id FROM orders o WHERE o.id = orders.id LIMIT 1);
-- expect: medium
UPDATE orders SET total = 0 WHERE id = (SELECT o.id FROM orders o WHERE o.state = orders.state ORDER BY o.id LIMIT 1);
-- expect: medium
UPDATE orders SET total = 0 WHERE id IN (SELECT id LIMIT 1);
-- expect: medium
UPDATE orders SET total = 0 WHERE id IN (SELECT id FROM (VALUES (1)) v (n) LIMIT 1);
-- expect: medium
UPDATE orders SET total = 0 WHERE id = ANY (ARRAY(SELECT o.id FROM orders o WHERE o.id = orders.id FETCH FIRST ROW ONLY));
-- expect: medium
UPDATE orders SET total = 0 FROM items i, LATERAL (SELECT o.id FROM orders o WHERE o.id = i.order_id LIMIT 1) one WHERE orders.id = one.id;
-- expect: medium
UPDATE orders SET total = 0 FROM items i, unnest(ARRAY[i.order_id]) one (id) WHERE orders.id = one.id;
-- expect: medium
UPDATE orders SET total = 0 WHERE EXISTS (SELECT 1 FROM items i WHERE i.order_id = orders.id LIMIT 1);
-- expect: medium
UPDATE orders SET total = 0 WHERE id IN (SELECT o.id FROM orders o LIMIT 1 OFFSET orders.quantity - orders.quantity);
-- These run once.
UPDATE orders SET total = 0 WHERE id IN (SELECT orders.id FROM orders WHERE orders.state = 'new' LIMIT 100);
UPDATE orders SET total = 0 WHERE id IN (SELECT i.order_id FROM items i JOIN shops s ON s.id = i.shop_id ORDER BY i.id LIMIT 100);
UPDATE orders SET total = 0 WHERE EXISTS (SELECT 1 FROM (SELECT o.id FROM orders o ORDER BY o.id LIMIT 100) few WHERE few.id = orders.id);
UPDATE orders SET total = 0 FROM (SELECT o.id, o.state FROM orders o LIMIT 100 FOR UPDATE SKIP LOCKED) few WHERE few.id = orders.id;
