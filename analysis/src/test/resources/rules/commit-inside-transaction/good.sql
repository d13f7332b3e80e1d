DO $$
DECLARE
    commit integer;
BEGIN
    commit := 1;
    LOOP
        UPDATE orders SET state = 'old'
            WHERE id IN (SELECT id FROM orders WHERE state <> 'old' LIMIT 1000);
        EXIT WHEN NOT FOUND;
        COMMIT;
    END LOOP;
END
$$;
CREATE PROCEDURE settle() LANGUAGE plpgsql AS $$
BEGIN
    UPDATE orders SET state = 'new' WHERE id = 1;
    COMMIT;
END
$$;
CALL settle();
