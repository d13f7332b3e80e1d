CREATE TABLE visits (day date NOT NULL, page text) PARTITION BY RANGE (day);
CREATE TABLE visits_rest PARTITION OF visits DEFAULT;
INSERT INTO visits SELECT '2020-01-01', 'a' FROM generate_series(1, 100);
-- existing
ALTER TABLE visits_rest RENAME TO visits_other;
-- expect: high
CREATE TABLE visits_2030 PARTITION OF visits FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
ALTER TABLE visits DETACH PARTITION visits_other;
-- expect: medium create-partition
CREATE TABLE visits_2031 PARTITION OF visits FOR VALUES FROM ('2031-01-01') TO ('2032-01-01');
