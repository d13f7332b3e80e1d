CREATE TABLE people (id bigint PRIMARY KEY, kind text);
INSERT INTO people SELECT n, 'a' FROM generate_series(1, 100) n;
-- existing
-- run: transaction
SET LOCAL lock_timeout = '2s';
CREATE TABLE kinds AS SELECT id, kind FROM people;
CREATE TABLE names (id bigint, name text);
INSERT INTO names VALUES (1, 'a');
ALTER TABLE people ADD COLUMN plan_id integer;
-- The new one is as large as the old one, for which others wait.
-- expect: high
UPDATE kinds SET kind = 'b';
-- expect: high
UPDATE names SET name = 'b' FROM kinds WHERE kinds.id = names.id;
-- expect: high
DELETE FROM names WHERE name IN (SELECT kind FROM people);
