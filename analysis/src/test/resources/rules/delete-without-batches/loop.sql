DO $$
BEGIN
    LOOP
        -- expect: medium
        DELETE FROM orders WHERE ctid = ANY (ARRAY(SELECT ctid FROM orders WHERE state = 'old' LIMIT 1000));
        EXIT WHEN NOT FOUND;
    END LOOP;
END
$$;
