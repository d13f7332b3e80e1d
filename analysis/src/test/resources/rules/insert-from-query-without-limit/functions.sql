CREATE TABLE items (id bigint, name text);
CREATE TABLE days (day date);
CREATE SCHEMA imports;
CREATE FUNCTION imports.items() RETURNS SETOF items LANGUAGE sql AS 'SELECT n, n::text FROM generate_series(1, 3) AS n';
CREATE FUNCTION imports.text() RETURNS text LANGUAGE sql AS 'SELECT ''[]''';
-- existing
-- expect: medium
INSERT INTO items SELECT * FROM imports.items();
-- expect: medium
INSERT INTO items SELECT id, name FROM imports.items() AS i (id, name);
-- expect: medium
INSERT INTO items SELECT n FROM "generate_series"(1, 2) AS n, imports.items();
-- expect: medium
INSERT INTO items SELECT * FROM jsonb_to_recordset(imports.text()::jsonb) AS x (id bigint, name text);
-- expect: medium
INSERT INTO items SELECT n, 'a' FROM generate_series(1, 2) AS n CROSS JOIN imports.items();
-- expect: medium
INSERT INTO items SELECT n FROM generate_series(1, 1000 * 1000) AS n;
-- expect: medium
INSERT INTO items SELECT jsonb_array_elements(imports.text()::jsonb)::bigint;

-- expect: medium
INSERT INTO days SELECT d FROM generate_series('2000-01-01'::timestamp, '2000-01-03', '1 second') AS d;

-- A few rows, and those that stand in the statement.
INSERT INTO items SELECT n, 'item ' || n FROM generate_series(1, 100) AS n;
INSERT INTO items SELECT n, m FROM generate_series(1, 10) AS n CROSS JOIN unnest(ARRAY['a', 'b']) AS m;
INSERT INTO items SELECT * FROM json_populate_recordset(null::items, '[{"id": 1, "name": "a"}, {"id": 2}]');
INSERT INTO items SELECT * FROM jsonb_to_recordset('[{"id": 1}]'::jsonb) AS x (id bigint, name text);
INSERT INTO items SELECT n, x FROM unnest('{1,2}'::bigint[], string_to_array('a,b', ',')) AS u (n, x);
INSERT INTO items SELECT unnest(ARRAY[1, 2]), 'c';
INSERT INTO items SELECT 1, imports.text();
INSERT INTO items SELECT extract(epoch FROM now()), 'now';
INSERT INTO items SELECT 1, 'a' WHERE 1 IS DISTINCT FROM length(imports.text());
INSERT INTO days SELECT d::date FROM generate_series(current_date - 30, now() + interval '1 year', '1 day') AS d;
INSERT INTO days SELECT d FROM pg_catalog.generate_series(date '2026-01-01', date '2026-12-31', interval '1 day') AS d;
INSERT INTO items SELECT n, 'a' FROM generate_series(1, 2) AS n LIMIT 5;
INSERT INTO items SELECT * FROM imports.items() LIMIT 100;
INSERT INTO items SELECT n, 'd' FROM unnest(ARRAY[1000000, 2 * 1000000]) AS n;
INSERT INTO items SELECT n, x FROM unnest(ARRAY[3, 4]) WITH ORDINALITY AS u (n, x) RETURNING id, name;
INSERT INTO items SELECT n, 'g' FROM unnest(ARRAY[3, 4]) AS n WINDOW w AS (ORDER BY n, n + 1), v AS (ORDER BY n);
INSERT INTO items SELECT n, 'h' FROM generate_series(1, array_length(ARRAY[1, 2, 3], 1)) AS n;
INSERT INTO items SELECT n, 'i' FROM generate_series(extract(year FROM now())::int, 2050) AS n;
INSERT INTO days SELECT d FROM generate_series(make_date(2024, 1, 1), make_date(2025, 1, 1), make_interval(days => 1)) AS d;
INSERT INTO items SELECT 5, x FROM jsonb_array_elements_text(to_jsonb(ARRAY['a', 'b'])) AS x;
INSERT INTO items SELECT n, 'e' FROM generate_series(0, 24 * 60 - 1) AS n;
-- expect: medium
INSERT INTO items SELECT n, 'f' FROM generate_series(1, 100 * 100 * 100) AS n;
