CREATE TABLE keyed (id bigint NOT NULL, day date NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE keyed_1 (id bigint NOT NULL, day date NOT NULL, CHECK (day >= '2021-01-01' AND day < '2022-01-01'));
INSERT INTO keyed_1 SELECT n, '2021-02-02' FROM generate_series(1, 100) n;
CREATE UNIQUE INDEX keyed_1_like ON keyed_1 (id, day);
CREATE TABLE sole (id bigint NOT NULL, day date NOT NULL, UNIQUE (id, day)) PARTITION BY RANGE (day);
CREATE TABLE sole_1 (id bigint NOT NULL, day date NOT NULL, CHECK (day >= '2021-01-01' AND day < '2022-01-01'));
INSERT INTO sole_1 SELECT n, '2021-02-02' FROM generate_series(1, 100) n;
CREATE UNIQUE INDEX sole_1_like ON sole_1 (id, day);
-- existing
SET lock_timeout = '2s';
ALTER TABLE keyed_1 ADD CONSTRAINT keyed_1_sole PRIMARY KEY USING INDEX keyed_1_like;
ALTER TABLE keyed ATTACH PARTITION keyed_1 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
ALTER TABLE sole_1 ADD CONSTRAINT sole_1_sole UNIQUE USING INDEX sole_1_like;
ALTER TABLE sole ATTACH PARTITION sole_1 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
