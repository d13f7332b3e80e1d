CREATE TABLE readings (day date NOT NULL, value numeric) PARTITION BY RANGE (day);
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY RANGE (day);
CREATE TABLE readings_2025_1 PARTITION OF readings_2025 FOR VALUES FROM ('2025-01-01') TO ('2025-07-01');
-- existing
SET lock_timeout = '2s';
BEGIN;
ALTER TABLE ONLY readings_2025 ALTER COLUMN value SET DEFAULT 0;
-- expect: high
CREATE INDEX ON readings_2025 (value);
-- No partition has it yet.
CREATE INDEX readings_day ON ONLY readings_2025 (day);
COMMIT;
