CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
CREATE TABLE visits (id bigint, day date NOT NULL) PARTITION BY RANGE (day);
CREATE INDEX visits_day ON visits (day);
CREATE FOREIGN TABLE far_visits (id bigint, day date NOT NULL) SERVER far;
-- existing
ALTER TABLE visits ATTACH PARTITION far_visits FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
-- expect: medium create-partition
CREATE FOREIGN TABLE far_visits_2022 PARTITION OF visits FOR VALUES FROM ('2022-01-01') TO ('2023-01-01') SERVER far;
