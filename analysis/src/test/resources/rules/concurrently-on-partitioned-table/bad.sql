SET lock_timeout = '2s';
CREATE TABLE readings (day date NOT NULL, value numeric) PARTITION BY RANGE (day);
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX readings_day_idx ON readings (day);
-- expect: high
CREATE INDEX CONCURRENTLY readings_value_idx ON readings (value);
-- expect: high
CREATE INDEX CONCURRENTLY IF NOT EXISTS readings_value_idx ON ONLY readings (value);
-- expect: high
DROP INDEX CONCURRENTLY readings_day_idx;
-- expect: high
REINDEX SYSTEM CONCURRENTLY;
