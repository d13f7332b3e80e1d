CREATE TABLE readings (id bigint NOT NULL, at date NOT NULL, note text) PARTITION BY RANGE (at);
CREATE TABLE readings_2025 (id bigint NOT NULL, at date, note text);
CREATE TABLE readings_2026 (id bigint, at date, note text, CHECK (at IS NOT NULL AND at >= '2026-01-01' AND at < '2027-01-01'));
CREATE TABLE readings_2027 (id bigint NOT NULL, at date NOT NULL, note text);
ALTER TABLE readings_2027 ALTER COLUMN id DROP NOT NULL;
INSERT INTO readings_2025 VALUES (1, '2025-05-05'), (2, '2025-05-05');
CREATE TABLE keyed (id bigint PRIMARY KEY, note text) PARTITION BY RANGE (id);
CREATE TABLE keyed_1 (id bigint, note text);
-- existing
SET lock_timeout = '2s';
-- expect: high
ALTER TABLE readings ATTACH PARTITION readings_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- expect: high
ALTER TABLE readings ATTACH PARTITION readings_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- expect: high
ALTER TABLE readings ATTACH PARTITION readings_2027 DEFAULT;
-- expect: high
ALTER TABLE keyed ATTACH PARTITION keyed_1 FOR VALUES FROM (1) TO (100);
