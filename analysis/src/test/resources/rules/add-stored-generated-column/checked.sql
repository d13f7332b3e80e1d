CREATE TABLE sums (id bigint PRIMARY KEY, x integer NOT NULL);
INSERT INTO sums VALUES (1, 2);
-- existing
SET lock_timeout = '2s';
-- expect: high
ALTER TABLE sums ADD COLUMN twice integer GENERATED ALWAYS AS (x * 2) STORED NOT NULL CHECK (twice > 0) CHECK (twice <> 7) CONSTRAINT sums_small CHECK (twice < 99);
