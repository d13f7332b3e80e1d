BEGIN;
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'weather') THEN
        CREATE TYPE weather AS ENUM ('dry');
    END IF;
END
$$;
-- expect: low
ALTER TYPE weather ADD VALUE 'wet';
COMMIT;
BEGIN;
CREATE TYPE tide AS ENUM ('low');
ALTER TYPE tide ADD VALUE 'high';
COMMIT;
