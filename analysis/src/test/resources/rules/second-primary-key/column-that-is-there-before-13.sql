-- postgres: 12
CREATE TABLE visits (id integer PRIMARY KEY, at timestamptz);
-- existing
ALTER TABLE visits ADD COLUMN IF NOT EXISTS at timestamptz NOT NULL DEFAULT clock_timestamp();
-- The server passes the column by, and not its key.
-- expect: high add-not-null-column-without-default
-- expect: high
ALTER TABLE visits ADD COLUMN IF NOT EXISTS id integer PRIMARY KEY;
