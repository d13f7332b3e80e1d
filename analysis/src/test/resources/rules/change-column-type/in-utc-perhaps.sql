CREATE TABLE visits (id bigint PRIMARY KEY, at timestamp);
-- existing
DO $$
BEGIN
    IF (SELECT count(*) FROM settings) > 1000 THEN
        SET TIME ZONE 'UTC';
    END IF;
END
$$;
-- expect: high
ALTER TABLE visits ALTER COLUMN at TYPE timestamptz;
