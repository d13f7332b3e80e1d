CREATE TABLE visits (id integer PRIMARY KEY, at timestamptz);
CREATE TABLE guests (id integer PRIMARY KEY);
-- existing
-- The server passes both by.
ALTER TABLE visits ADD COLUMN IF NOT EXISTS id integer PRIMARY KEY;
ALTER TABLE visits ADD COLUMN IF NOT EXISTS at timestamptz NOT NULL DEFAULT clock_timestamp();
-- expect: high drop-column
-- expect: high add-auto-increment-column
-- expect: high add-primary-key
ALTER TABLE visits DROP COLUMN id, ADD COLUMN IF NOT EXISTS id bigserial PRIMARY KEY;
-- expect: high add-auto-increment-column
-- expect: high
ALTER TABLE guests ADD COLUMN IF NOT EXISTS no bigserial PRIMARY KEY;
