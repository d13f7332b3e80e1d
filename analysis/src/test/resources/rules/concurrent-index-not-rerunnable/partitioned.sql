CREATE TABLE readings (day date NOT NULL, value numeric) PARTITION BY RANGE (day);
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- existing
-- Nothing is built that could be left half done.
-- expect: high concurrently-on-partitioned-table
CREATE INDEX CONCURRENTLY ON readings (value);
-- expect: high concurrently-on-partitioned-table
CREATE INDEX CONCURRENTLY IF NOT EXISTS readings_value ON ONLY readings (value);
