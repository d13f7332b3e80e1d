CREATE TABLE shops (id bigint PRIMARY KEY, name text, fax text);
-- existing
SET lock_timeout = '2s';
ALTER TABLE shops DROP COLUMN IF EXISTS telex;
-- expect: high
ALTER TABLE shops DROP COLUMN IF EXISTS fax;
ALTER TABLE shops DROP COLUMN IF EXISTS fax;
-- Another branch may not have run.
-- unverified: one of the branches is not run
DO $$ BEGIN
  IF current_user = 'nobody' THEN
    -- expect: high
    ALTER TABLE shops DROP COLUMN name;
  ELSE
    -- expect: high
    ALTER TABLE shops DROP COLUMN IF EXISTS name;
  END IF;
END $$;
