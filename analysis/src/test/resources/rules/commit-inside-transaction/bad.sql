BEGIN;
DO $$
BEGIN
    FOR i IN 1..10 LOOP
        UPDATE orders SET state = 'new' WHERE id = i;
        -- expect: high
        COMMIT;
    END LOOP;
END
$$;
ROLLBACK;
BEGIN;
DO $$
BEGIN
    IF true THEN
        -- expect: high
        ROLLBACK AND CHAIN;
    END IF;
END
$$;
ROLLBACK;
CREATE PROCEDURE settle() LANGUAGE plpgsql AS $$
BEGIN
    UPDATE orders SET state = 'new' WHERE id = 1;
    COMMIT;
END
$$;
BEGIN;
-- expect: high
CALL settle();
ROLLBACK;
CREATE FUNCTION settle_all() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    COMMIT;
END
$$;
-- expect: high
SELECT settle_all();
