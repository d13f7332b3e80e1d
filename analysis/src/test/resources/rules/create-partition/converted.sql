CREATE TABLE audits (id bigint, at date NOT NULL);
INSERT INTO audits SELECT n, '2024-01-01' FROM generate_series(1, 100) n;
ALTER TABLE audits ADD CONSTRAINT audits_at CHECK (at >= '2024-01-01' AND at < '2025-01-01');
-- existing
-- Nobody sees the partitioned table that is being made, though its first partition is in use.
BEGIN;
SET LOCAL lock_timeout = '2s';
CREATE TABLE audits_parts (LIKE audits) PARTITION BY RANGE (at);
-- expect: high rename-table
ALTER TABLE audits RENAME TO audits_2024;
ALTER TABLE audits_parts ATTACH PARTITION audits_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE audits_2025 PARTITION OF audits_parts FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
COMMIT;
-- expect: medium
CREATE TABLE audits_2026 PARTITION OF audits_parts FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
