DO $$
BEGIN
    -- expect: medium
    EXECUTE 'DROP TABLE ' || old_name;
END
$$;
