CREATE TABLE visits (id bigint, day date, shop bigint REFERENCES shops, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE visits_2020 PARTITION OF visits FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE visits_2019 PARTITION OF visits FOR VALUES FROM ('2019-01-01') TO ('2020-01-01');
-- existing
-- expect: medium
CREATE TABLE visits_2022 PARTITION OF visits FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
-- expect: high drop-table
DROP TABLE visits_2020;
-- expect: high detach-partition-without-concurrently
ALTER TABLE visits DETACH PARTITION visits_2019;
