-- postgres: 18
CREATE TABLE primary_unique (id bigint NOT NULL, day date NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE primary_unique_1 (id bigint NOT NULL, day date NOT NULL, CHECK (day >= '2021-01-01' AND day < '2022-01-01'), UNIQUE (id, day));
INSERT INTO primary_unique_1 SELECT n, '2021-02-02' FROM generate_series(1, 100) n;
CREATE TABLE primary_index (id bigint NOT NULL, day date NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE primary_index_1 (id bigint NOT NULL, day date NOT NULL, CHECK (day >= '2021-01-01' AND day < '2022-01-01'));
CREATE UNIQUE INDEX primary_index_1_like ON primary_index_1 (id, day);
INSERT INTO primary_index_1 SELECT n, '2021-02-02' FROM generate_series(1, 100) n;
CREATE TABLE unique_index (id bigint NOT NULL, day date NOT NULL, UNIQUE (id, day)) PARTITION BY RANGE (day);
CREATE TABLE unique_index_1 (id bigint NOT NULL, day date NOT NULL, CHECK (day >= '2021-01-01' AND day < '2022-01-01'));
CREATE UNIQUE INDEX unique_index_1_like ON unique_index_1 (id, day);
INSERT INTO unique_index_1 SELECT n, '2021-02-02' FROM generate_series(1, 100) n;
CREATE TABLE unique_primary (id bigint NOT NULL, day date NOT NULL, UNIQUE (id, day)) PARTITION BY RANGE (day);
CREATE TABLE unique_primary_1 (id bigint NOT NULL, day date NOT NULL, CHECK (day >= '2021-01-01' AND day < '2022-01-01'), PRIMARY KEY (id, day));
INSERT INTO unique_primary_1 SELECT n, '2021-02-02' FROM generate_series(1, 100) n;
-- existing
-- expect: high
ALTER TABLE primary_unique ATTACH PARTITION primary_unique_1 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
-- expect: high
ALTER TABLE primary_index ATTACH PARTITION primary_index_1 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
-- expect: high
ALTER TABLE unique_index ATTACH PARTITION unique_index_1 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
-- expect: high
ALTER TABLE unique_primary ATTACH PARTITION unique_primary_1 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
