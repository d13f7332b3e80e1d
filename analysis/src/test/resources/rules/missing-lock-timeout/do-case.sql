DO $$
BEGIN
    CASE (SELECT count(*) FROM settings)
        WHEN 1000 THEN
            SET lock_timeout = '5s';
        ELSE
            -- expect: medium
            ALTER TABLE orders ADD COLUMN note text;
    END CASE;
END
$$;
