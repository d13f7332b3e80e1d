DO $$
BEGIN
    SET lock_timeout = '5s';
    PERFORM 1 / 0;
EXCEPTION WHEN division_by_zero THEN
    -- expect: medium
    ALTER TABLE orders ADD COLUMN note text;
END
$$;
