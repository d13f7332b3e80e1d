CREATE TABLE seen (at timestamptz NOT NULL, id bigint NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE seen_1 (at timestamptz NOT NULL, id bigint NOT NULL, CHECK (at >= date '2024-01-01' AND at < date '2025-01-01'));
CREATE TABLE seen_2 (at timestamptz NOT NULL, id bigint NOT NULL,
    CHECK (at >= '2025-01-01'::timestamp AND at < '2026-01-01'::timestamp));
CREATE TABLE seen_3 (at timestamptz NOT NULL, id bigint NOT NULL,
    CHECK (at >= timestamptz '2026-01-01' AND at < '2027-01-01'::timestamp with time zone));
CREATE TABLE noted (at timestamp NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE noted_1 (at timestamp NOT NULL, CHECK (at >= timestamptz '2024-01-01' AND at < timestamptz '2025-01-01'));
CREATE TABLE noted_2 (at timestamp NOT NULL, CHECK (at >= date '2025-01-01' AND at < date '2026-01-01'));
CREATE TABLE counted (n bigint NOT NULL) PARTITION BY RANGE (n);
CREATE TABLE counted_1 (n bigint NOT NULL, CHECK (n >= 0.0 AND n < 100.0));
CREATE TABLE counted_2 (n bigint NOT NULL, CHECK (n::numeric >= 100 AND n::numeric < 200));
CREATE TABLE counted_3 (n bigint NOT NULL, CHECK (n >= 200 AND n < 300));
CREATE TABLE counted_4 (n bigint NOT NULL, CHECK (n >= '300'::float8 AND n < '400'::numeric));
CREATE TABLE placed (date date NOT NULL, region varchar(10) NOT NULL) PARTITION BY LIST (region);
CREATE TABLE placed_1 (date date NOT NULL, region varchar(10) NOT NULL, CHECK (region::text = 'north'::text AND date > '2020-01-01'));
INSERT INTO seen_1 SELECT '2024-06-01', 1 FROM generate_series(1, 100);
INSERT INTO seen_2 SELECT '2025-06-01', 1 FROM generate_series(1, 100);
INSERT INTO seen_3 SELECT '2026-06-01', 1 FROM generate_series(1, 100);
INSERT INTO noted_1 SELECT '2024-06-01' FROM generate_series(1, 100);
INSERT INTO noted_2 SELECT '2025-06-01' FROM generate_series(1, 100);
INSERT INTO counted_1 SELECT 1 FROM generate_series(1, 100);
INSERT INTO counted_2 SELECT 101 FROM generate_series(1, 100);
INSERT INTO counted_3 SELECT 201 FROM generate_series(1, 100);
INSERT INTO counted_4 SELECT 301 FROM generate_series(1, 100);
INSERT INTO placed_1 SELECT '2024-06-01', 'north' FROM generate_series(1, 100);
-- existing
ALTER TABLE seen
    -- expect: high
    ATTACH PARTITION seen_1 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
ALTER TABLE seen
    -- expect: high
    ATTACH PARTITION seen_2 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE seen ATTACH PARTITION seen_3 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
ALTER TABLE noted
    -- expect: high
    ATTACH PARTITION noted_1 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
ALTER TABLE noted ATTACH PARTITION noted_2 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE counted
    -- expect: high
    ATTACH PARTITION counted_1 FOR VALUES FROM (0) TO (100);
ALTER TABLE counted
    -- expect: high
    ATTACH PARTITION counted_2 FOR VALUES FROM (100) TO (200);
ALTER TABLE counted ATTACH PARTITION counted_3 FOR VALUES FROM (200) TO (300);
ALTER TABLE placed ATTACH PARTITION placed_1 FOR VALUES IN ('north');
ALTER TABLE counted
    -- expect: high
    ATTACH PARTITION counted_4 FOR VALUES FROM (300) TO (400);
