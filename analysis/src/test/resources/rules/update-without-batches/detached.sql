CREATE TABLE readings (item bigint, at date, value int, PRIMARY KEY (item, at)) PARTITION BY RANGE (at);
CREATE TABLE readings_24 PARTITION OF readings FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE readings_25 (item bigint NOT NULL, at date NOT NULL, value int);
CREATE UNIQUE INDEX readings_25_value ON readings_25 (value, at);
ALTER TABLE readings ATTACH PARTITION readings_25 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- existing
SET lock_timeout = '2s';
ALTER TABLE readings DETACH PARTITION readings_24 CONCURRENTLY;
ALTER TABLE readings DETACH PARTITION readings_25 CONCURRENTLY;
-- They keep the key.
UPDATE readings_24 SET value = 1 WHERE item = 3 AND at = '2024-02-03';
UPDATE readings_25 SET value = 1 WHERE item = 3 AND at = '2025-02-03';
UPDATE readings_25 SET value = 1 WHERE value = 3 AND at = '2025-02-03';
-- expect: medium
UPDATE readings_24 SET value = 1 WHERE value = 3 AND at = '2024-02-03';
ALTER TABLE readings_24 DROP CONSTRAINT readings_24_pkey;
-- expect: medium
UPDATE readings_24 SET value = 1 WHERE item = 3 AND at = '2024-02-03';
