DO $$
DECLARE
    many boolean := false;
BEGIN
    IF many THEN
        PERFORM set_config('lock_timeout', '5s', false);
    ELSIF NOT many THEN
        NULL;
    END IF;
    -- expect: medium
    ALTER TABLE orders ADD COLUMN note text;
END
$$;
