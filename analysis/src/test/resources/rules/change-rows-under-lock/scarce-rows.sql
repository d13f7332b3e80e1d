CREATE TABLE people (id bigint PRIMARY KEY, kind text);
INSERT INTO people SELECT n, 'a' FROM generate_series(1, 100) n;
CREATE FUNCTION price_of(code text) RETURNS integer LANGUAGE sql AS 'SELECT count(*)::int FROM people';
-- existing
-- run: transaction
SET LOCAL lock_timeout = '2s';
CREATE TABLE plans (id integer PRIMARY KEY, code text, price integer);
INSERT INTO plans VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3);
CREATE TABLE plan_names (plan_id integer REFERENCES plans ON DELETE CASCADE, title text);
INSERT INTO plan_names VALUES (3, 'third');
DELETE FROM plans WHERE code = 'c';
-- expect: high add-column-with-foreign-key
ALTER TABLE people ADD COLUMN plan_id integer DEFAULT 1 REFERENCES plans ON UPDATE CASCADE;
UPDATE plans SET price = length(code) + id, code = upper(code);
UPDATE plans SET price = abs(id), code = concat(code, id, 'x');
UPDATE plans SET (price, code) = (SELECT coalesce(price, id), code);
UPDATE plans SET price = v.price FROM (VALUES ('A', 5)) AS v (code, price) WHERE v.code = plans.code;
UPDATE plans SET price = n FROM generate_series(1, 10) AS n WHERE n = plans.id;
-- expect: high
UPDATE plans SET price = n FROM generate_series(1, 3000000) AS n WHERE n = plans.id;
-- expect: high
UPDATE plans SET price = price_of(code);
-- expect: high
UPDATE plans SET price = 1 WHERE pg_sleep(0.01) IS NULL;
-- For each row, those of people are looked for that refer to it.
-- expect: high
UPDATE plans SET code = 'x', id = id + 10 WHERE code = 'A';
-- expect: high
DELETE FROM plans WHERE code = 'B';
