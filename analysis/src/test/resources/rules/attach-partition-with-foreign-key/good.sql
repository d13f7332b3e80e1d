CREATE TABLE visits (id bigint NOT NULL, day date NOT NULL, shop bigint, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
ALTER TABLE visits ADD CONSTRAINT visits_shop FOREIGN KEY (shop) REFERENCES shops (id);
CREATE TABLE stamps (id bigint, day date, CONSTRAINT stamps_visit FOREIGN KEY (id, day) REFERENCES visits (id, day));
CREATE TABLE visits_2021 (id bigint NOT NULL, day date NOT NULL, shop bigint, CHECK (day >= '2021-01-01' AND day < '2022-01-01'), PRIMARY KEY (id, day));
ALTER TABLE visits_2021 ADD CONSTRAINT visits_2021_shop FOREIGN KEY (shop) REFERENCES shops (id);
CREATE TABLE hours (id bigint, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE hours_2021 (id bigint, day date NOT NULL, CHECK (day >= '2021-01-01' AND day < '2022-01-01'));
-- existing
SET lock_timeout = '2s';
-- expect: low
ALTER TABLE visits ATTACH PARTITION visits_2021 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
ALTER TABLE hours ATTACH PARTITION hours_2021 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
