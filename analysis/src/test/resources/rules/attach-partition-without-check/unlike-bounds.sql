CREATE TABLE visits (id integer NOT NULL, region integer NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE visits_1 (id integer NOT NULL, region integer NOT NULL, CHECK (id >= 0 OR id < 100));
CREATE TABLE visits_2 (id integer NOT NULL, region integer NOT NULL, CHECK (id >= 100 AND id <= 200));
CREATE TABLE visits_3 (id integer NOT NULL, region integer NOT NULL, CHECK (id BETWEEN 200 AND 299));
CREATE TABLE visits_4 (id integer NOT NULL, region integer NOT NULL, CHECK (id > 320 AND id < 350));
CREATE TABLE visits_5 (id integer NOT NULL, region integer NOT NULL, CHECK (id >= 900));
CREATE TABLE places (region integer NOT NULL, kind integer) PARTITION BY LIST (region);
CREATE TABLE places_1 (region integer NOT NULL, kind integer, CHECK (region IN (1, 2, 3)));
CREATE TABLE places_2 (region integer NOT NULL, kind integer, CHECK (region = 4 OR kind = 4));
CREATE TABLE places_3 (region integer NOT NULL, kind integer, CHECK (region = 5 OR region = 6));
CREATE TABLE parts (id integer NOT NULL, kind integer) PARTITION BY HASH (id);
CREATE TABLE parts_1 (id integer NOT NULL, kind integer, CHECK (id = 1 OR id = 0));
INSERT INTO visits_1 SELECT 1, 1 FROM generate_series(1, 100);
INSERT INTO visits_2 SELECT 100, 1 FROM generate_series(1, 100);
INSERT INTO visits_3 SELECT 200, 1 FROM generate_series(1, 100);
INSERT INTO visits_4 SELECT 330, 1 FROM generate_series(1, 100);
INSERT INTO visits_5 SELECT 900, 1 FROM generate_series(1, 100);
INSERT INTO places_1 SELECT 1, 1 FROM generate_series(1, 100);
INSERT INTO places_2 SELECT 4, 1 FROM generate_series(1, 100);
INSERT INTO places_3 SELECT 5, 1 FROM generate_series(1, 100);
INSERT INTO parts_1 SELECT 1, 1 FROM generate_series(1, 100);
-- existing
ALTER TABLE visits
    -- expect: high
    ATTACH PARTITION visits_1 FOR VALUES FROM (0) TO (100);
ALTER TABLE visits
    -- expect: high
    ATTACH PARTITION visits_2 FOR VALUES FROM (100) TO (200);
ALTER TABLE visits ATTACH PARTITION visits_3 FOR VALUES FROM (200) TO (300);
ALTER TABLE visits ATTACH PARTITION visits_4 FOR VALUES FROM (300) TO (400);
ALTER TABLE visits ATTACH PARTITION visits_5 FOR VALUES FROM (900) TO (MAXVALUE);
ALTER TABLE places
    -- expect: high
    ATTACH PARTITION places_1 FOR VALUES IN (1, 2);
ALTER TABLE places
    -- expect: high
    ATTACH PARTITION places_2 FOR VALUES IN (4);
ALTER TABLE places ATTACH PARTITION places_3 FOR VALUES IN (5, 6, 7);
ALTER TABLE parts
    -- expect: high
    ATTACH PARTITION parts_1 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
