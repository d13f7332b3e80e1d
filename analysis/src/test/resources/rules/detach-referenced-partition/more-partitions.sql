CREATE TABLE visits (id bigint, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE visits_2020 PARTITION OF visits FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE visits_2021 (id bigint, day date, PRIMARY KEY (id, day), CHECK (day >= '2021-01-01' AND day < '2022-01-01'));
CREATE TABLE clicks (id bigint PRIMARY KEY, visit bigint, day date, FOREIGN KEY (visit, day) REFERENCES visits);
-- existing
-- expect: medium create-partition
CREATE TABLE visits_2022 PARTITION OF visits FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
ALTER TABLE visits ATTACH PARTITION visits_2021 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
