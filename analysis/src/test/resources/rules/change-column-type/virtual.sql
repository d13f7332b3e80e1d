CREATE TABLE lines (net integer, twice integer GENERATED ALWAYS AS (net * 2) VIRTUAL);
-- existing
ALTER TABLE lines ALTER COLUMN twice TYPE bigint;
