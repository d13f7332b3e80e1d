CREATE TABLE visits (id bigint, day date, shop bigint, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE INDEX visits_shop ON visits (shop);
ALTER TABLE visits ADD FOREIGN KEY (shop) REFERENCES shops (id);
CREATE TABLE visits_2021 (id bigint NOT NULL, day date NOT NULL, shop bigint, CHECK (day >= '2021-01-01' AND day < '2022-01-01'));
CREATE INDEX visits_2021_shop ON visits_2021 (shop);
ALTER TABLE visits_2021 ADD PRIMARY KEY (id, day), ADD CONSTRAINT visits_2021_shop_fkey FOREIGN KEY (shop) REFERENCES shops (id);
-- existing
SET lock_timeout = '2s';
ALTER TABLE visits ATTACH PARTITION visits_2021 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
