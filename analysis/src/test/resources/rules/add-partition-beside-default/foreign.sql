CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
CREATE TABLE visits (id bigint, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE visits_rest PARTITION OF visits DEFAULT;
INSERT INTO visits_rest SELECT n, '2020-02-02' FROM generate_series(1, 100) n;
-- existing
-- expect: high
CREATE FOREIGN TABLE far_visits PARTITION OF visits FOR VALUES FROM ('2021-01-01') TO ('2022-01-01') SERVER far;
