CREATE TABLE orders (id bigint PRIMARY KEY, number integer NOT NULL, state text);
INSERT INTO orders SELECT n, n, n FROM generate_series(1, 50) n;
-- existing
-- expect: high
DELETE FROM orders WHERE true;
-- expect: high
DELETE FROM orders WHERE (1 = 1) AND id IS NOT NULL RETURNING id;
-- expect: high
DELETE FROM orders WHERE "number" NOTNULL AND 'x' = 'x';
-- expect: medium
DELETE FROM orders WHERE state IS NOT NULL;
-- expect: medium
DELETE FROM orders WHERE 1 = 2 OR state IS NULL;
