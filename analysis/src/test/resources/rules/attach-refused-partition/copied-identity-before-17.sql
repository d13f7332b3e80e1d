-- postgres: 14
CREATE TABLE readings (id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL) PARTITION BY RANGE (at);
-- existing
SET lock_timeout = '2s';
CREATE TABLE readings_2025 (LIKE readings INCLUDING ALL);
ALTER TABLE readings ATTACH PARTITION readings_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
