CREATE TABLE tallies (id bigint, a integer) PARTITION BY RANGE ((a % 10));
CREATE TABLE tallies_rest (id bigint, a integer, CHECK ((a % 10) IS NULL OR (a % 10) < '8' OR (a % 10) >= '9'));
INSERT INTO tallies_rest VALUES (1, 11);
ALTER TABLE tallies ATTACH PARTITION tallies_rest DEFAULT;
-- existing
SET lock_timeout = '2s';
CREATE TABLE tallies_8 (LIKE tallies);
ALTER TABLE tallies ATTACH PARTITION tallies_8 FOR VALUES FROM (8) TO (9);
CREATE TABLE tallies_5 (LIKE tallies);
-- expect: high
ALTER TABLE tallies ATTACH PARTITION tallies_5 FOR VALUES FROM (5) TO (6);
