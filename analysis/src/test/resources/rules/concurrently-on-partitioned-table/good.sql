SET lock_timeout = '2s';
CREATE TABLE readings (day date NOT NULL, value numeric) PARTITION BY RANGE (day);
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX readings_value_idx ON ONLY readings (value);
CREATE INDEX CONCURRENTLY readings_2025_value_idx ON readings_2025 (value);
ALTER INDEX readings_value_idx ATTACH PARTITION readings_2025_value_idx;
DROP INDEX readings_value_idx;
CREATE INDEX CONCURRENTLY orders_day_idx ON orders (day);
DROP INDEX CONCURRENTLY orders_day_idx;
