CREATE TABLE tallies (id bigint, a integer) PARTITION BY RANGE ((a % 10));
CREATE TABLE tallies_1 (id bigint, a integer, CHECK ((a % 10) IS NOT NULL AND (a % 10) >= '1' AND (a % 10) < '5'));
CREATE TABLE tallies_5 (id bigint, a integer, CHECK (a%10 >= 5 AND a % 10 < 8 AND a % 10 IS NOT NULL));
CREATE TABLE tallies_8 (id bigint, a integer, CHECK ((a % 10) >= 8 AND (a % 10) < 9));
CREATE TABLE tallies_9 (id bigint, a integer, CHECK ((a % 10) IS NOT NULL AND (a % 10) * 2 >= 9 AND (a % 10) < 10));
INSERT INTO tallies_1 VALUES (1, 11);
INSERT INTO tallies_5 VALUES (1, 15);
INSERT INTO tallies_8 VALUES (1, 18);
INSERT INTO tallies_9 VALUES (1, 19);
CREATE TABLE names (id bigint, name text) PARTITION BY LIST (lower(name));
CREATE TABLE names_a (id bigint, name text, CHECK (lower(name) IS NOT NULL AND lower(name) IN ('a', 'b')));
CREATE TABLE names_c (id bigint, name text, CHECK (upper(name) IS NOT NULL AND upper(name) IN ('C')));
INSERT INTO names_a VALUES (1, 'A');
INSERT INTO names_c VALUES (1, 'c');
-- existing
SET lock_timeout = '2s';
ALTER TABLE tallies ATTACH PARTITION tallies_1 FOR VALUES FROM (1) TO (5);
ALTER TABLE tallies ATTACH PARTITION tallies_5 FOR VALUES FROM (5) TO (8);
-- expect: high
ALTER TABLE tallies ATTACH PARTITION tallies_8 FOR VALUES FROM (8) TO (9);
-- expect: high
ALTER TABLE tallies ATTACH PARTITION tallies_9 FOR VALUES FROM (9) TO (10);
ALTER TABLE names ATTACH PARTITION names_a FOR VALUES IN ('a', 'b');
-- expect: high
ALTER TABLE names ATTACH PARTITION names_c FOR VALUES IN ('c');
