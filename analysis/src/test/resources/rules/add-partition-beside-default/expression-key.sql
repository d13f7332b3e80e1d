CREATE TABLE calls (id bigint, n integer) PARTITION BY RANGE ((n + 1));
CREATE TABLE calls_rest PARTITION OF calls DEFAULT;
ALTER TABLE calls_rest ADD CHECK (n < 0 OR n >= 100);
INSERT INTO calls SELECT n, n FROM generate_series(200, 250) n;
-- existing
-- expect: high
CREATE TABLE calls_0 PARTITION OF calls FOR VALUES FROM (0) TO (100);
