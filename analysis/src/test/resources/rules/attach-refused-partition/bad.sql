CREATE TABLE readings (id bigint NOT NULL, at date NOT NULL, note text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE readings_old (id bigint PRIMARY KEY, at date NOT NULL, note text);
CREATE TABLE readings_2026 (id bigint NOT NULL, at date NOT NULL, note text, CONSTRAINT by_note PRIMARY KEY (id, note));
CREATE TABLE readings_2027 (at date NOT NULL, note text, id bigint GENERATED ALWAYS AS IDENTITY, PRIMARY KEY (id, at));
INSERT INTO readings_old VALUES (1, '2025-05-05');
-- existing
SET lock_timeout = '2s';
-- expect: high
ALTER TABLE readings ATTACH PARTITION readings_old FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- expect: high
ALTER TABLE readings ATTACH PARTITION readings_2026 DEFAULT;
-- expect: high
ALTER TABLE readings ATTACH PARTITION readings_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
