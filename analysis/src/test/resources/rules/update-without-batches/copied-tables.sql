CREATE TABLE visits (visit_no bigint NOT NULL, at date NOT NULL, v integer, PRIMARY KEY (visit_no));
CREATE TABLE copy (LIKE visits INCLUDING ALL);
CREATE TABLE bare_copy (LIKE visits INCLUDING ALL EXCLUDING INDEXES);
CREATE TABLE heir () INHERITS (visits);
CREATE TABLE selected AS SELECT * FROM visits;
CREATE TYPE pair AS (a integer, v integer);
CREATE TABLE typed OF pair (PRIMARY KEY (a));
CREATE TABLE days (visit_no bigserial, at date, v integer, PRIMARY KEY (visit_no, at)) PARTITION BY RANGE (at);
CREATE TABLE days_1 PARTITION OF days FOR VALUES FROM ('2024-01-01') TO ('2024-02-01') PARTITION BY RANGE (at);
CREATE TABLE days_1_1 PARTITION OF days_1 FOR VALUES FROM ('2024-01-01') TO ('2024-01-15');
INSERT INTO visits SELECT n, '2024-01-01', n FROM generate_series(1, 100) n;
INSERT INTO days SELECT n, '2024-01-01', n FROM generate_series(1, 100) n;
-- existing
-- What LIKE copies has the same key; in what inherits, and in what a query makes, there is none.
-- expect: medium
UPDATE copy SET v = 1 WHERE v IS NULL;
UPDATE copy SET v = 1 WHERE visit_no = 7;
-- expect: medium
UPDATE bare_copy SET v = 1 WHERE v IS NULL;
-- expect: medium
UPDATE bare_copy SET v = 1 WHERE visit_no = 7;
-- expect: medium
UPDATE heir SET v = 1 WHERE v IS NULL;
-- expect: medium
UPDATE selected SET v = 1 WHERE v IS NULL;
-- expect: medium
UPDATE typed SET v = 1 WHERE v IS NULL;
UPDATE typed SET v = 1 WHERE a = 7;
-- A partition has the keys of the table of which it is a part.
-- expect: medium
UPDATE days_1_1 SET v = 1 WHERE v IS NULL;
UPDATE days_1_1 SET v = 1 WHERE visit_no = 5 AND at = '2024-01-01';
-- expect: medium
UPDATE days_1_1 SET v = 1 WHERE visit_no = 5;
