CREATE TABLE visits (day date NOT NULL, page text) PARTITION BY RANGE (day);
CREATE TABLE visits_2020 PARTITION OF visits FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE visits_rest PARTITION OF visits DEFAULT;
-- existing
SET lock_timeout = '2s';
ALTER TABLE visits
    -- expect: medium
    DETACH PARTITION visits_2020;
