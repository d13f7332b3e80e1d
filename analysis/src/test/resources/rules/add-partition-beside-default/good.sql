CREATE TABLE visits (day date NOT NULL, page text) PARTITION BY RANGE (day);
CREATE TABLE visits_rest PARTITION OF visits DEFAULT;
INSERT INTO visits SELECT '2020-01-01', 'a' FROM generate_series(1, 100);
-- existing
SET lock_timeout = '5s';
ALTER TABLE visits_rest ADD CONSTRAINT visits_rest_bounds
    CHECK (day < '2030-01-01' OR day >= '2031-01-01') NOT VALID;
ALTER TABLE visits_rest VALIDATE CONSTRAINT visits_rest_bounds;
CREATE TABLE visits_2030 (LIKE visits);
ALTER TABLE visits ATTACH PARTITION visits_2030 FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
