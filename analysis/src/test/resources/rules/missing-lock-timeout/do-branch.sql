DO $$
BEGIN
    IF (SELECT count(*) FROM settings) > 1000 THEN
        SET lock_timeout = '5s';
    END IF;
END
$$;
-- It is not certain that it has been set.
-- expect: medium
ALTER TABLE orders ADD COLUMN note text;
