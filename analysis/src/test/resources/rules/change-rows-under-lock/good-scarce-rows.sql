CREATE TABLE people (id bigint PRIMARY KEY, kind text);
INSERT INTO people SELECT n, 'a' FROM generate_series(1, 100) n;
-- existing
-- run: transaction
SET LOCAL lock_timeout = '2s';
ALTER TABLE people ADD COLUMN plan_id integer;
CREATE TABLE plans (id integer PRIMARY KEY, code text, price integer);
UPDATE plans SET price = 1;
INSERT INTO plans VALUES (1, 'a', 1), (2, 'b', 2);
UPDATE plans SET price = 0 WHERE code = 'a';
DELETE FROM plans WHERE code = 'b';
CREATE TABLE rights (plan_id integer, right_name text, PRIMARY KEY (plan_id, right_name));
INSERT INTO rights SELECT p.id, r FROM plans p CROSS JOIN (VALUES ('read'), ('write')) v (r);
UPDATE rights SET right_name = upper(right_name) FROM plans p WHERE p.id = rights.plan_id;
