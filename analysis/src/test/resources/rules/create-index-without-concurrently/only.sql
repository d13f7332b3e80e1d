CREATE TABLE carts (id bigint PRIMARY KEY, day date);
CREATE TABLE happenings (at timestamptz NOT NULL) PARTITION BY RANGE (at);
-- existing
-- Without partitions, ONLY means nothing.
-- expect: high
CREATE INDEX carts_day ON ONLY carts (day);
-- expect: high
CREATE UNIQUE INDEX IF NOT EXISTS carts_unique_day ON ONLY carts (day) NULLS NOT DISTINCT;
CREATE INDEX happenings_at ON ONLY happenings (at);
-- Which it may have.
-- expect: medium
CREATE INDEX orders_net ON ONLY orders (net);
CREATE INDEX measurements_day ON ONLY measurements (day);
CREATE INDEX CONCURRENTLY measurements_2019_day ON measurements_2019 (day);
ALTER INDEX measurements_day ATTACH PARTITION measurements_2019_day;
