CREATE TABLE visits (id bigint, n integer) PARTITION BY RANGE ((n + 1));
CREATE TABLE visits_0 (id bigint, n integer NOT NULL, CHECK (n >= 0 AND n < 101));
INSERT INTO visits_0 SELECT n, n FROM generate_series(1, 50) n;
CREATE TABLE calls (id bigint, n integer, k text) PARTITION BY RANGE (n, lower(k));
CREATE TABLE calls_0 (id bigint, n integer NOT NULL, k text NOT NULL, CHECK (n >= 0 AND n < 101));
INSERT INTO calls_0 SELECT n, n, n FROM generate_series(1, 50) n;
-- existing
-- expect: high
ALTER TABLE visits ATTACH PARTITION visits_0 FOR VALUES FROM (0) TO (101);
-- expect: high
ALTER TABLE calls ATTACH PARTITION calls_0 FOR VALUES FROM (0, MINVALUE) TO (101, MINVALUE);
