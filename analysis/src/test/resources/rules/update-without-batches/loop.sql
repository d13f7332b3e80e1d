DO $$
BEGIN
    LOOP
        -- expect: medium
        UPDATE orders SET state = 'old' WHERE id IN (SELECT id FROM orders WHERE state <> 'old' LIMIT 1000);
        EXIT WHEN NOT FOUND;
    END LOOP;
END
$$;
DO $$
DECLARE
    r record;
BEGIN
    FOR r IN SELECT id FROM customers LOOP
        -- expect: medium
        UPDATE orders SET state = 'old' WHERE id = r.id;
    END LOOP;
    WHILE EXISTS (SELECT 1 FROM orders WHERE state <> 'new') LOOP
        FOR i IN 1..10 LOOP
            -- expect: medium
            UPDATE orders SET state = 'new' WHERE ctid = ANY (ARRAY(SELECT ctid FROM orders WHERE state <> 'new' LIMIT 5000));
        END LOOP;
    END LOOP;
END
$$;
