-- postgres: 14
CREATE TABLE readings (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE readings_2026 (id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL, CHECK (at >= '2026-01-01' AND at < '2027-01-01'));
-- existing
SET lock_timeout = '2s';
ALTER TABLE readings ATTACH PARTITION readings_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
