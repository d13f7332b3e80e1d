DO $$
BEGIN
    CREATE TYPE weather AS ENUM ('dry');
EXCEPTION WHEN duplicate_object THEN
    NULL;
END
$$;
-- expect: medium
DROP TYPE weather;
CREATE TYPE tide AS ENUM ('low');
DROP TYPE tide;
