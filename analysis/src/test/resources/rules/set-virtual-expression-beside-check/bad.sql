CREATE TABLE lines (net numeric CHECK (net >= 0), gross numeric GENERATED ALWAYS AS (net * 1.2) VIRTUAL);
-- existing
-- expect: high
ALTER TABLE lines ALTER COLUMN gross SET EXPRESSION AS (net * 1.25);
