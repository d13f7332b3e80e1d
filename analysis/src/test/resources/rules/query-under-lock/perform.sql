SET lock_timeout = '2s';
DO $$
DECLARE
    n bigint;
BEGIN
    ALTER TABLE orders ADD COLUMN remark text;
    -- expect: medium
    PERFORM count(*) FROM items;
    -- expect: medium
    SELECT count(*) INTO n FROM items;
END
$$;
