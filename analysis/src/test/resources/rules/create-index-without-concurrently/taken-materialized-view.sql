CREATE TABLE sales (id bigint, at date);
CREATE MATERIALIZED VIEW totals AS SELECT at, count(*) AS n FROM sales GROUP BY at;
CREATE MATERIALIZED VIEW sums AS SELECT at, sum(id) AS n FROM sales GROUP BY at;
CREATE MATERIALIZED VIEW counts AS SELECT at, count(*) AS n FROM sales GROUP BY at;
-- existing
SET lock_timeout = '2s';
-- The new one is read by the old name as soon as the transaction has ended.
CREATE MATERIALIZED VIEW new_totals AS SELECT at, count(*) AS n FROM sales GROUP BY at;
CREATE INDEX totals_at ON new_totals (at);
BEGIN;
-- expect: low rename-object
ALTER MATERIALIZED VIEW totals RENAME TO old_totals;
ALTER MATERIALIZED VIEW new_totals RENAME TO totals;
CREATE INDEX totals_n ON totals (n);
COMMIT;
-- expect: low
CREATE INDEX totals_n_at ON totals (n, at);
-- expect: medium refresh-materialized-view-without-concurrently
REFRESH MATERIALIZED VIEW totals;
-- expect: medium drop-materialized-view
DROP MATERIALIZED VIEW totals;

CREATE MATERIALIZED VIEW new_sums AS SELECT at, sum(id) AS n FROM sales GROUP BY at;
BEGIN;
-- expect: medium drop-materialized-view
DROP MATERIALIZED VIEW sums;
ALTER MATERIALIZED VIEW new_sums RENAME TO sums;
COMMIT;
-- expect: low
CREATE INDEX sums_at ON sums (at);

CREATE MATERIALIZED VIEW new_counts AS SELECT at, count(*) AS n FROM sales GROUP BY at;
BEGIN;
-- expect: low rename-object
ALTER MATERIALIZED VIEW counts RENAME TO old_counts;
ALTER MATERIALIZED VIEW new_counts RENAME TO counts;
COMMIT;
-- expect: high rename-object
ALTER MATERIALIZED VIEW counts RENAME TO later_counts;
