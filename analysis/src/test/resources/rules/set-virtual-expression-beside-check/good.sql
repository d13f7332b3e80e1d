CREATE TABLE lines (net numeric CHECK (net >= 0), gross numeric GENERATED ALWAYS AS (net * 1.2) VIRTUAL);
-- existing
SET lock_timeout = '2s';
ALTER TABLE lines ADD COLUMN gross_now numeric GENERATED ALWAYS AS (net * 1.25) VIRTUAL;
