-- expect: medium
UPDATE orders SET total = 0 WHERE state IN (SELECT state FROM orders LIMIT 10);
-- expect: medium
WITH d AS (SELECT state FROM orders LIMIT 10) UPDATE orders SET total = 0 FROM d WHERE orders.state = d.state;
-- expect: medium
UPDATE orders o SET total = 0 WHERE o.id = ANY (ARRAY(SELECT id FROM orders LIMIT (SELECT count(*) FROM items)));
