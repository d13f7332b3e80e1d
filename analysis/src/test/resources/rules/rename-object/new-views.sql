CREATE TABLE sales (id bigint PRIMARY KEY, at date);
CREATE MATERIALIZED VIEW totals AS SELECT at, count(*) AS n FROM sales GROUP BY at;
CREATE VIEW late AS SELECT id FROM sales;
CREATE MATERIALIZED VIEW known AS SELECT id FROM sales;
CREATE VIEW shown AS SELECT 1 AS x;
-- existing
-- Nobody knows what the same file has made.
BEGIN;
CREATE MATERIALIZED VIEW totals_new AS SELECT at, count(*) AS n FROM sales GROUP BY at;
CREATE UNIQUE INDEX totals_at ON totals_new (at);
-- expect: low
ALTER MATERIALIZED VIEW totals RENAME TO totals_old;
ALTER MATERIALIZED VIEW totals_new RENAME TO totals;
COMMIT;

BEGIN;
CREATE VIEW late_new AS SELECT id, at FROM sales;
-- expect: low
ALTER VIEW late RENAME TO late_old;
ALTER VIEW late_new RENAME COLUMN at TO day;
ALTER VIEW late_new RENAME TO late;
COMMIT;

CREATE VIEW a AS SELECT 1 AS x;
ALTER VIEW a RENAME TO b;
CREATE SCHEMA archive;
ALTER TABLE b SET SCHEMA archive;

-- What may have been there before is in use.
CREATE OR REPLACE VIEW shown AS SELECT 2 AS x;
-- expect: high
ALTER VIEW shown RENAME TO hidden;
CREATE MATERIALIZED VIEW IF NOT EXISTS e AS SELECT 1 AS x;
-- expect: high
ALTER MATERIALIZED VIEW e RENAME TO f;
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_views WHERE viewname = 'g') THEN
        CREATE VIEW g AS SELECT 1 AS x;
    END IF;
END $$;
-- expect: high
ALTER VIEW g RENAME TO h;
-- expect: high
ALTER MATERIALIZED VIEW known RENAME TO unknown;
