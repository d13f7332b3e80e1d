CREATE TABLE readings (day date NOT NULL, value numeric) PARTITION BY RANGE (day);
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX readings_value ON readings (value);
-- existing
SET lock_timeout = '2s';
BEGIN;
-- expect: high
CREATE INDEX CONCURRENTLY readings_day ON readings (day);
-- expect: high
CREATE INDEX CONCURRENTLY readings_day ON ONLY readings (day);
-- expect: high
DROP INDEX CONCURRENTLY readings_value;
COMMIT;
