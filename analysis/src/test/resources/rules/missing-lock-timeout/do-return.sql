DO $$
BEGIN
    IF (SELECT count(*) FROM settings) < 1000 THEN
        RETURN;
    END IF;
    SET lock_timeout = '5s';
END
$$;
-- expect: medium
ALTER TABLE orders ADD COLUMN note text;
