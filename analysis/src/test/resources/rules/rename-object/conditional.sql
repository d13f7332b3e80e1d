DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'weather') THEN
        CREATE TYPE weather AS ENUM ('dry');
    END IF;
END
$$;
-- expect: high
ALTER TYPE weather RENAME TO forecast;
