-- A temporary table hides another one of its name as long as it is there.
CREATE TEMPORARY TABLE orders (day date);
CREATE INDEX ON orders (day);
DROP TABLE pg_temp.orders;
-- expect: high
CREATE INDEX ON orders (net);

CREATE TEMP TABLE items (line integer);
DISCARD TEMP;
-- expect: high
CREATE INDEX ON items (line);

BEGIN;
CREATE TEMP TABLE customers (name text) ON COMMIT DROP;
CREATE INDEX customers_own_idx ON customers (name);
DROP INDEX customers_own_idx;
COMMIT;
-- expect: high
CREATE INDEX ON customers (name);
