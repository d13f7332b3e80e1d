CREATE TABLE visits (id bigint, day date, shop bigint) PARTITION BY RANGE (day);
ALTER TABLE visits ADD CONSTRAINT visits_shop FOREIGN KEY (shop) REFERENCES shops (id);
CREATE TABLE visits_2021 (id bigint, day date, shop bigint);
-- existing
-- expect: low
-- expect: high attach-unlike-partition
ALTER TABLE visits ATTACH PARTITION visits_2021 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
CREATE TABLE visits_2022 (id bigint, day date, shop bigint);
-- expect: low
ALTER TABLE visits ATTACH PARTITION visits_2022 FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
