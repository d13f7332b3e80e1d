BEGIN;
ALTER TABLE orders ADD COLUMN note text;
-- expect: medium
SELECT max(name) FROM customers LIMIT 1;
-- expect: medium
SELECT name FROM customers ORDER BY mail LIMIT 1;
-- expect: medium
SELECT name FROM customers WHERE id = 1 OR name = 'x';
-- expect: medium
SELECT name FROM customers WHERE NOT id = 1;
-- expect: medium
SELECT c.name FROM customers c, shops s WHERE c.id = 1;
-- expect: medium
SELECT c.name FROM pg_class, LATERAL (SELECT 1) x (a), customers AS c;
-- expect: medium
SELECT (SELECT max(name) FROM customers) FROM pg_class;
-- expect: medium
SELECT name FROM customers WHERE id = (SELECT max(id) FROM orders);
-- expect: medium
SELECT name FROM customers WHERE id = 1 UNION ALL SELECT name FROM shops;
-- expect: medium
SELECT name FROM customers OFFSET 100000 LIMIT 1;
-- expect: medium
SELECT name FROM customers LIMIT 100000;
CREATE TEMP VIEW many AS SELECT count(*) AS id FROM customers;
-- expect: medium
SELECT id FROM many WHERE id = 1;
-- expect: medium
SELECT id FROM many LIMIT 1;
COMMIT;
