CREATE TABLE visits (id integer PRIMARY KEY, day date) PARTITION BY RANGE (id);
CREATE TABLE visits_0 PARTITION OF visits FOR VALUES FROM (0) TO (1000);
CREATE INDEX visits_day_idx ON visits (day);
-- existing
BEGIN;
-- expect: high
REINDEX TABLE visits;
-- expect: high
REINDEX INDEX visits_day_idx;
-- expect: high
CLUSTER visits USING visits_pkey;
REINDEX TABLE visits_0;
REINDEX INDEX visits_0_pkey;
CLUSTER visits_0 USING visits_0_pkey;
COMMIT;
-- unverified: each partition has a transaction of its own
REINDEX TABLE visits;
-- unverified: each partition has a transaction of its own
CLUSTER visits USING visits_pkey;
