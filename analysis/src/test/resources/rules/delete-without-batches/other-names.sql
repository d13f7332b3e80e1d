CREATE TABLE staged (item bigint);
INSERT INTO staged SELECT n FROM generate_series(1, 100) n;
CREATE TABLE parts (id bigint PRIMARY KEY, line integer);
INSERT INTO parts SELECT n, n FROM generate_series(1, 100) n;
-- existing
-- There is no such column in there, so it is that of the row.
-- expect: medium
DELETE FROM parts WHERE id IN (SELECT id FROM staged LIMIT 10);
-- expect: medium
DELETE FROM parts WHERE id IN (SELECT item FROM staged WHERE line > 0 LIMIT 10);
DELETE FROM parts WHERE id IN (SELECT item FROM staged LIMIT 10);
WITH few AS (SELECT item FROM staged LIMIT 10) DELETE FROM parts USING few WHERE parts.id = few.item;
DELETE FROM parts WHERE ctid IN (SELECT ctid FROM staged LIMIT 10);
