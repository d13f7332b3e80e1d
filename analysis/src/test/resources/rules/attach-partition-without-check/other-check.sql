CREATE TABLE visits (day date NOT NULL, region integer) PARTITION BY RANGE (day);
CREATE TABLE visits_2030 (day date NOT NULL, region integer CHECK (region > 0));
CREATE TABLE visits_2031 (day date NOT NULL, region integer, CHECK (day >= '2031-01-01' AND day < '2033-01-01'));
CREATE TABLE visits_2032 (day date NOT NULL, region integer, CHECK (day >= '2032-01-01' AND day < '2033-01-01'));
INSERT INTO visits_2030 SELECT '2030-01-01', 1 FROM generate_series(1, 100);
INSERT INTO visits_2031 SELECT '2031-01-01', 1 FROM generate_series(1, 100);
INSERT INTO visits_2032 SELECT '2032-01-01', 1 FROM generate_series(1, 100);
-- existing
ALTER TABLE visits
    -- expect: high
    ATTACH PARTITION visits_2030 FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
ALTER TABLE visits
    -- expect: high
    ATTACH PARTITION visits_2031 FOR VALUES FROM ('2031-01-01') TO ('2032-01-01');
ALTER TABLE visits ATTACH PARTITION visits_2032 FOR VALUES FROM ('2032-01-01') TO ('2033-01-01');
