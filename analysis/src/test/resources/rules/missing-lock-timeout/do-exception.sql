DO $$
BEGIN
    SET lock_timeout = '5s';
    PERFORM 1 / 0;
EXCEPTION WHEN division_by_zero THEN
    NULL;
END
$$;
-- What the block has set is undone with the rest of it.
-- expect: medium
ALTER TABLE orders ADD COLUMN note text;
