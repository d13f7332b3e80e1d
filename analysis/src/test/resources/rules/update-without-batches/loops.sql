DO $$
#variable_conflict use_column
DECLARE
    row record;
    -- expect: high
    changed CURSOR FOR UPDATE orders SET state = 'a' RETURNING id;
    opened refcursor;
    number bigint := 0;
BEGIN
    FOR row IN changed LOOP
        number := number + 1;
    END LOOP;
    -- expect: high
    FOR row IN UPDATE orders SET state = 'b' RETURNING id LOOP
        NULL;
    END LOOP;
    <<again>>
    -- expect: high
    FOR row IN EXECUTE 'UPDATE orders SET state = ''c'' RETURNING id' LOOP
        EXIT again WHEN number > 1;
    END LOOP;
    -- expect: high
    FOR row IN EXPLAIN ANALYZE UPDATE orders SET state = 'd' LOOP
        NULL;
    END LOOP;
    -- expect: high
    OPEN opened FOR UPDATE orders SET state = 'e' RETURNING id;
    FETCH opened INTO row;
    CLOSE opened;
    -- expect: high
    OPEN opened FOR EXECUTE 'UPDATE orders SET state = ''f'' RETURNING id';
    FETCH opened INTO row;
    IF (CASE WHEN number > 0 THEN true ELSE false END) THEN
        -- expect: high
        WITH changed AS (UPDATE orders SET state = 'g' RETURNING id) SELECT count(*) INTO number FROM changed;
        UPDATE orders SET state = 'h' WHERE id = 3 RETURNING id INTO STRICT number;
        CLOSE opened;
        OPEN opened FOR SELECT id FROM orders FOR UPDATE;
        FETCH opened INTO row;
        UPDATE orders SET state = 'i' WHERE CURRENT OF opened;
    END IF;
    BEGIN
        PERFORM 1 / 0;
    EXCEPTION WHEN division_by_zero OR unique_violation THEN
        -- expect: high
        UPDATE orders SET state = 'j';
    END;
END
$$;
