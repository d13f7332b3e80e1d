CREATE TABLE visits (day date NOT NULL, page text) PARTITION BY RANGE (day);
CREATE TABLE visits_rest PARTITION OF visits DEFAULT;
INSERT INTO visits SELECT '2020-01-01', 'a' FROM generate_series(1, 100);
ALTER TABLE visits RENAME TO calls;
-- existing
-- expect: high
CREATE TABLE visits_2030 PARTITION OF calls FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
