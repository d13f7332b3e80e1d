WITH d AS (SELECT id FROM orders WHERE state = 'old' LIMIT 10) DELETE FROM orders o USING d WHERE o.id = d.id;
DELETE FROM orders o USING (SELECT id FROM orders LIMIT 10) AS d WHERE d.id = o.id AND o.state = 'old';
DELETE FROM orders WHERE (id IN (SELECT id FROM orders LIMIT 10 FOR UPDATE SKIP LOCKED));
WITH d AS MATERIALIZED (SELECT id FROM orders LIMIT 10) DELETE FROM orders WHERE id IN (SELECT id FROM d);
DELETE FROM orders USING (SELECT ctid FROM orders LIMIT 10) d WHERE orders.ctid = d.ctid;
