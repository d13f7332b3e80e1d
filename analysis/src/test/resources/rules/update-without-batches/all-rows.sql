CREATE TABLE orders (id bigint PRIMARY KEY, number integer NOT NULL, state text);
INSERT INTO orders SELECT n, n, n FROM generate_series(1, 50) n;
-- existing
-- expect: high
UPDATE orders SET state = 'new' WHERE true;
-- expect: high
UPDATE orders SET state = 'new' WHERE (1 = 1) AND id IS NOT NULL RETURNING id;
-- expect: high
UPDATE orders SET state = 'new' WHERE "number" NOTNULL AND 'x' = 'x';
-- expect: medium
UPDATE orders SET state = 'new' WHERE state IS NOT NULL;
-- expect: medium
UPDATE orders SET state = 'new' WHERE 1 = 2 OR state IS NULL;
