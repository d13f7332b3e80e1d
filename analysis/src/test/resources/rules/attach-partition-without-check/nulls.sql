CREATE TABLE visits (day date, region integer) PARTITION BY RANGE (day);
CREATE TABLE visits_2030 (day date, region integer, CHECK (day >= '2030-01-01' AND day < '2031-01-01'));
CREATE TABLE visits_2031 (day date NOT NULL, region integer, CHECK (day >= '2031-01-01' AND day < '2032-01-01'));
CREATE TABLE visits_2032 (day date, region integer, CHECK (day IS NOT NULL AND day >= '2032-01-01' AND day < '2033-01-01'));
CREATE TABLE visits_2033 (day date, region integer, CHECK (day IS NOT NULL), CHECK (day >= '2033-01-01' AND day < '2034-01-01'));
CREATE TABLE places (region integer, name text) PARTITION BY LIST (region);
CREATE TABLE places_1 (region integer, name text, CHECK (region IN (1, 2)));
CREATE TABLE places_3 (region integer, name text, CHECK (region = 3));
INSERT INTO visits_2030 SELECT '2030-01-01', 1 FROM generate_series(1, 100);
INSERT INTO visits_2031 SELECT '2031-01-01', 1 FROM generate_series(1, 100);
INSERT INTO visits_2032 SELECT '2032-01-01', 1 FROM generate_series(1, 100);
INSERT INTO visits_2033 SELECT '2033-01-01', 1 FROM generate_series(1, 100);
INSERT INTO places_1 SELECT 1, 'a' FROM generate_series(1, 100);
INSERT INTO places_3 SELECT 3, 'a' FROM generate_series(1, 100);
-- existing
ALTER TABLE visits
    -- expect: high
    ATTACH PARTITION visits_2030 FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
ALTER TABLE visits ATTACH PARTITION visits_2031 FOR VALUES FROM ('2031-01-01') TO ('2032-01-01');
ALTER TABLE visits ATTACH PARTITION visits_2032 FOR VALUES FROM ('2032-01-01') TO ('2033-01-01');
ALTER TABLE visits ATTACH PARTITION visits_2033 FOR VALUES FROM ('2033-01-01') TO ('2034-01-01');
ALTER TABLE places
    -- expect: high
    ATTACH PARTITION places_1 FOR VALUES IN (1, 2);
ALTER TABLE places ATTACH PARTITION places_3 FOR VALUES IN (3, NULL);
