CREATE TABLE prices (amount numeric PRIMARY KEY, code text UNIQUE, n integer UNIQUE, v text);
INSERT INTO prices SELECT x, x::text, x FROM generate_series(1, 100) x;
-- existing
-- Between two such ends there may be any number of them.
-- expect: medium
UPDATE prices SET v = 'x' WHERE amount BETWEEN 1 AND 100;
-- expect: medium
UPDATE prices SET v = 'x' WHERE code BETWEEN '1' AND '100';
UPDATE prices SET v = 'x' WHERE n BETWEEN 1 AND 100;
UPDATE prices SET v = 'x' WHERE code = 'a' OR n = 5 OR amount = 1.5;
