CREATE TABLE seen (at timestamptz NOT NULL, page text) PARTITION BY RANGE (at);
CREATE TABLE seen_rest PARTITION OF seen DEFAULT;
ALTER TABLE seen_rest ADD CHECK (at < date '2030-01-01' OR at >= date '2031-01-01');
INSERT INTO seen SELECT '2020-01-01', 'a' FROM generate_series(1, 100);
-- existing
SET lock_timeout = '5s';
-- expect: high
CREATE TABLE seen_2030 PARTITION OF seen FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
