BEGIN;
ALTER TABLE orders ADD COLUMN note text;
DO $$
DECLARE
    i integer := 0;
    r record;
BEGIN
    FOR i IN 1..1000000 LOOP
        -- expect: high
        INSERT INTO settings (name) VALUES (i::text);
        EXIT WHEN i > 3;
    END LOOP;
    WHILE i < 2 LOOP
        -- expect: high
        INSERT INTO settings (name) VALUES (i::text);
        i := i + 1;
    END LOOP;
    FOR r IN SELECT id FROM customers LOOP
        -- expect: high
        INSERT INTO settings (name) VALUES (r.id::text);
    END LOOP;
    LOOP
        -- expect: high
        INSERT INTO settings (name) VALUES ('x');
        EXIT;
    END LOOP;
    FOR i IN 1..12 LOOP
        INSERT INTO settings (name) VALUES (i::text);
    END LOOP;
    FOR r IN SELECT id FROM customers ORDER BY id LIMIT 500 LOOP
        INSERT INTO settings (name) VALUES (r.id::text);
    END LOOP;
    FOR r IN SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LOOP
        INSERT INTO settings (name) VALUES (r.relname);
    END LOOP;
    FOREACH i IN ARRAY ARRAY[1, 2] LOOP
        INSERT INTO settings (name) VALUES (i::text);
    END LOOP;
END
$$;
COMMIT;
