DO $$
DECLARE
    last bigint := 0;
    size integer := 1000;
    r record;
BEGIN
    LOOP
        DELETE FROM items WHERE id > last AND id <= last + 1000 AND line = 99;
        DELETE FROM items WHERE id IN (SELECT i.id FROM items i WHERE i.line = 99 LIMIT size);
        last := last + 1000;
        COMMIT;
        EXIT WHEN last > 5000;
    END LOOP;
    FOR r IN SELECT id FROM items WHERE line = 98 LOOP
        DELETE FROM items WHERE id = r.id;
        COMMIT;
    END LOOP;
END
$$;
