-- postgres: 18
CREATE TABLE visits (id bigint, day date, before bigint, before_day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
ALTER TABLE visits ADD CONSTRAINT visits_before FOREIGN KEY (before, before_day) REFERENCES visits (id, day);
CREATE TABLE visits_2021 (id bigint NOT NULL, day date NOT NULL, before bigint, before_day date, PRIMARY KEY (id, day));
-- existing
-- expect: low
ALTER TABLE visits ATTACH PARTITION visits_2021 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
