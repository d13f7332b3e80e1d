CREATE TABLE readings (id integer NOT NULL, at timestamptz NOT NULL, note varchar(10)) PARTITION BY RANGE (at);
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE visits (id integer, day date) PARTITION BY RANGE (day);
CREATE TABLE loose (id integer, note varchar(10));
-- existing
SET lock_timeout = '2s';
ALTER TABLE readings ADD COLUMN extra text;
ALTER TABLE readings ALTER COLUMN note TYPE varchar(20);
-- Nothing is left to do.
ALTER TABLE ONLY readings ADD COLUMN IF NOT EXISTS extra text;
ALTER TABLE ONLY readings DROP COLUMN IF EXISTS absent;
-- It has no partitions.
ALTER TABLE ONLY visits ADD COLUMN extra text;
ALTER TABLE readings_2025 ALTER COLUMN note SET DEFAULT '';
