CREATE TABLE lines (net numeric NOT NULL, gross numeric NOT NULL GENERATED ALWAYS AS (net * 1.2) VIRTUAL, half numeric GENERATED ALWAYS AS (net / 2) VIRTUAL);
-- existing
-- expect: high
ALTER TABLE lines ALTER COLUMN gross SET EXPRESSION AS (net * 1.25);
ALTER TABLE lines ALTER COLUMN half SET EXPRESSION AS (net / 2.0);
