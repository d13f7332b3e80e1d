DO $$
BEGIN
    IF (SELECT count(*) FROM settings) > 1000 THEN
        SET lock_timeout = '5s';
        ALTER TABLE orders ADD COLUMN note text;
    ELSE
        SET lock_timeout = '2s';
        ALTER TABLE orders ADD COLUMN note text;
    END IF;
    SET lock_timeout = '2s';
    BEGIN
        ALTER TABLE orders ADD COLUMN remark text;
    EXCEPTION WHEN duplicate_column THEN
        SET lock_timeout = '3s';
    END;
END
$$;
ALTER TABLE orders ADD COLUMN place text;
