CREATE TABLE visits (day date NOT NULL, page text) PARTITION BY RANGE (day);
CREATE TABLE visits_2030 PARTITION OF visits FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
INSERT INTO visits SELECT '2030-06-01', 'a' FROM generate_series(1, 100);
-- existing
SET lock_timeout = '5s';
ALTER TABLE visits SET TABLESPACE pg_default;
