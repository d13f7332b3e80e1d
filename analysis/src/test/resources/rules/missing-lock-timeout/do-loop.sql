SET lock_timeout = '2s';
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT s.name FROM settings s WHERE s.name = 'none' LOOP
        SET lock_timeout = '3s';
    END LOOP;
    WHILE false LOOP
        SET lock_timeout = 0;
    END LOOP;
END
$$;
-- The last one may have been set.
-- expect: medium
ALTER TABLE orders ADD COLUMN note text;
