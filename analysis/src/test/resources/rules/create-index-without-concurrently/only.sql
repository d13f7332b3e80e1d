CREATE TABLE carts (id bigint PRIMARY KEY, day date);
CREATE TABLE happenings (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE happenings_old PARTITION OF happenings FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
CREATE TABLE pets (name text);
CREATE TABLE cats () INHERITS (pets);
-- existing
-- Without partitions, ONLY means nothing.
-- expect: high
CREATE INDEX carts_day ON ONLY carts (day);
-- expect: high
CREATE UNIQUE INDEX IF NOT EXISTS carts_unique_day ON ONLY carts (day) NULLS NOT DISTINCT;
-- expect: high
CREATE INDEX happenings_old_at ON ONLY happenings_old (at);
-- expect: high
CREATE INDEX pets_name ON ONLY pets (name);
CREATE INDEX happenings_at ON ONLY happenings (at);
-- Which it may have.
-- expect: medium
CREATE INDEX orders_net ON ONLY orders (net);
CREATE INDEX measurements_day ON ONLY measurements (day);
CREATE INDEX CONCURRENTLY measurements_2019_day ON measurements_2019 (day);
ALTER INDEX measurements_day ATTACH PARTITION measurements_2019_day;
