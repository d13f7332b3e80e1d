CREATE TABLE readings (id integer NOT NULL, at timestamptz NOT NULL, note text, more text) PARTITION BY RANGE (at);
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE readings_2026 (id integer NOT NULL, at timestamptz NOT NULL, note text, more text);
ALTER TABLE readings ATTACH PARTITION readings_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE visits (id integer, day date, shop text) PARTITION BY RANGE ((id % 10));
CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM (1) TO (2) PARTITION BY LIST (shop);
-- existing
SET lock_timeout = '2s';
-- expect: high
ALTER TABLE readings_2025 ALTER COLUMN id TYPE bigint;
-- expect: high
ALTER TABLE readings_2026 ALTER COLUMN id TYPE bigint;
-- expect: high
ALTER TABLE readings_2025 DROP COLUMN note;
-- expect: high
ALTER TABLE readings_2025 DROP COLUMN IF EXISTS note;
-- expect: high
ALTER TABLE readings_2025 RENAME COLUMN note TO remark;
-- expect: high
ALTER TABLE readings_2025 ADD COLUMN extra text;
-- expect: high
ALTER TABLE ONLY readings ALTER COLUMN id TYPE bigint;
-- expect: high
ALTER TABLE ONLY readings ADD COLUMN extra text;
-- expect: high
ALTER TABLE ONLY readings DROP COLUMN note;
-- expect: high
ALTER TABLE ONLY readings RENAME COLUMN more TO remark;
-- expect: high
ALTER TABLE readings ALTER COLUMN at TYPE timestamp;
-- expect: high
ALTER TABLE readings DROP COLUMN at;
-- expect: high
ALTER TABLE visits ALTER COLUMN id TYPE bigint;
-- expect: high
ALTER TABLE visits DROP COLUMN shop;
