DO $$
DECLARE
    old_name text := 'archive';
BEGIN
    -- expect: medium
    EXECUTE 'DROP TABLE ' || old_name;
END
$$;
