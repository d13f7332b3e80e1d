-- expect: medium
DELETE FROM orders WHERE state IN (SELECT state FROM orders LIMIT 10);
-- expect: medium
WITH d AS (SELECT state FROM orders LIMIT 10) DELETE FROM orders USING d WHERE orders.state = d.state;
-- expect: medium
DELETE FROM orders USING (SELECT state FROM orders LIMIT 10) d WHERE orders.state = d.state;
-- expect: medium
DELETE FROM orders WHERE id IN (SELECT id FROM orders LIMIT (SELECT count(*) FROM items));
-- expect: medium
DELETE FROM orders WHERE id IN (SELECT id FROM orders ORDER BY state FETCH FIRST 5 ROWS WITH TIES);
-- expect: medium
DELETE FROM orders WHERE id IN (SELECT id FROM orders LIMIT 1000 * 1000);
-- expect: medium
DELETE FROM orders WHERE id IN (SELECT id FROM orders LIMIT 10) OR state = 'old';
-- expect: medium
DELETE FROM orders WHERE id IN (SELECT order_id FROM items WHERE shop_id IN (SELECT id FROM shops LIMIT 10));
