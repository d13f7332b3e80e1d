-- postgres: 18
CREATE TABLE readings (id integer NOT NULL, at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- existing
SET lock_timeout = '2s';
-- From here on it is no partition.
ALTER TABLE readings DETACH PARTITION readings_2025 CONCURRENTLY;
ALTER TABLE readings_2025 ADD COLUMN more text;
