BEGIN;
ALTER TABLE orders ADD COLUMN note text;
-- expect: medium
SELECT count(*) FROM customers;
-- expect: medium
TABLE customers;
-- expect: medium
ANALYZE orders;
COMMIT;

BEGIN;
LOCK TABLE orders IN SHARE MODE;
-- expect: medium
WITH old AS (SELECT id FROM orders WHERE created < '2020-01-01') SELECT count(*) FROM old;
COMMIT;

BEGIN;
ALTER TABLE orders ADD COLUMN remark text;
-- unverified: the driver has another way to send it
-- expect: medium
COPY customers TO STDOUT;
-- unverified: the driver has another way to send it
-- expect: medium
COPY (SELECT name FROM customers) TO STDOUT;
-- expect: medium
CREATE TABLE names AS SELECT name FROM customers;
-- expect: medium
CREATE TEMP TABLE names_2 ON COMMIT DROP AS TABLE customers;
-- expect: medium
SELECT name INTO TEMP TABLE names_3 FROM customers;
-- expect: medium
CREATE MATERIALIZED VIEW names_4 AS SELECT name FROM customers;
-- expect: medium
REFRESH MATERIALIZED VIEW sales_by_day;
DECLARE c CURSOR FOR SELECT name FROM customers;
-- expect: medium
FETCH ALL FROM c;
-- expect: medium
SELECT pg_sleep(0.01);
-- expect: low
SELECT app.make_code(1);
-- expect: medium
SELECT count(*) FROM names;
COMMIT;
