CREATE TABLE readings (id bigint NOT NULL, at date NOT NULL, note text) PARTITION BY RANGE (at);
CREATE TABLE readings_2025 (id bigint NOT NULL, at date, note text NOT NULL, CHECK (at IS NOT NULL AND at >= '2025-01-01' AND at < '2026-01-01'));
CREATE TABLE readings_2026 (id bigint NOT NULL, at date NOT NULL, note text, CHECK (at >= '2026-01-01' AND at < '2027-01-01'));
CREATE TABLE visits (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE visits_2026 (id bigint, at date, CHECK (at IS NOT NULL AND at >= '2026-01-01' AND at < '2027-01-01'));
-- existing
SET lock_timeout = '2s';
ALTER TABLE readings_2025 ALTER COLUMN at SET NOT NULL;
ALTER TABLE readings ATTACH PARTITION readings_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE readings ATTACH PARTITION readings_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
ALTER TABLE visits ATTACH PARTITION visits_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
