CREATE TABLE visits (id bigint, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE visits_2020 PARTITION OF visits FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE clicks (id bigint PRIMARY KEY, visit bigint, day date, FOREIGN KEY (visit, day) REFERENCES visits);
INSERT INTO clicks (id) SELECT n FROM generate_series(1, 3) n;
-- existing
-- unverified: of what runs outside of a transaction, only the lock for which it waits first is seen
-- expect: high
ALTER TABLE visits DETACH PARTITION visits_2020 CONCURRENTLY;
