CREATE TABLE visits (id bigint, day date, shop bigint) PARTITION BY RANGE (day);
ALTER TABLE visits ADD FOREIGN KEY (shop) REFERENCES shops (id);
CREATE TABLE visits_2021 (id bigint NOT NULL, day date NOT NULL, shop bigint, CHECK (day >= '2021-01-01' AND day < '2022-01-01'));
INSERT INTO visits_2021 VALUES (1, '2021-02-02', 1), (2, '2021-02-02', 1);
-- existing
-- expect: high
ALTER TABLE visits ATTACH PARTITION visits_2021 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
