DO $$
BEGIN
    LOOP
        UPDATE orders SET state = 'old' WHERE id IN (SELECT id FROM orders WHERE state <> 'old' LIMIT 1000);
        EXIT WHEN NOT FOUND;
        COMMIT;
    END LOOP;
    FOR i IN 1..20 LOOP
        UPDATE orders SET state = 'new' WHERE id IN (SELECT id FROM orders WHERE state <> 'new' LIMIT 10);
    END LOOP;
    FOR i IN REVERSE 20..1 BY 2 LOOP
        UPDATE orders SET state = 'new' WHERE id = 1;
    END LOOP;
    LOOP
        FOR i IN 1..10 LOOP
            UPDATE orders SET state = 'old' WHERE id IN (SELECT id FROM orders WHERE state <> 'old' LIMIT 100);
        END LOOP;
        EXIT WHEN NOT EXISTS (SELECT FROM orders WHERE state <> 'old');
        IF true THEN
            COMMIT;
        END IF;
    END LOOP;
END
$$;
UPDATE orders SET state = 'new' WHERE id = 1;
UPDATE orders SET state = 'new' WHERE id = 2;
