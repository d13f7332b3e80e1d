-- postgres: 18
CREATE TABLE readings (id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE readings_2024 PARTITION OF readings FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE readings_2025 (LIKE readings INCLUDING ALL EXCLUDING IDENTITY);
ALTER TABLE readings ATTACH PARTITION readings_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- existing
SET lock_timeout = '2s';
CREATE TABLE readings_2026 (LIKE readings_2024 INCLUDING ALL);
-- expect: high
ALTER TABLE readings ATTACH PARTITION readings_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- One that was attached has the identity from then on.
CREATE TABLE readings_2027 (LIKE readings_2025 INCLUDING INDEXES INCLUDING IDENTITY);
-- expect: high
ALTER TABLE readings ATTACH PARTITION readings_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
-- With the keys of the parent there is nothing to build.
CREATE TABLE readings_2028 (LIKE readings_2024 INCLUDING ALL EXCLUDING IDENTITY);
ALTER TABLE readings ATTACH PARTITION readings_2028 FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');
-- What is detached has none to give.
ALTER TABLE readings DETACH PARTITION readings_2024;
CREATE TABLE readings_2029 (LIKE readings_2024 INCLUDING ALL);
ALTER TABLE readings ATTACH PARTITION readings_2029 FOR VALUES FROM ('2029-01-01') TO ('2030-01-01');
