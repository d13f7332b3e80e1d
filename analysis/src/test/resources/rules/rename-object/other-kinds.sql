CREATE ROLE cook;
-- existing
-- expect: high
ALTER ROLE cook RENAME TO chef;
-- expect: high
ALTER SEQUENCE order_numbers RENAME TO numbers;
-- expect: high
ALTER FUNCTION app.make_code(integer) SET SCHEMA old;
-- expect: high
ALTER MATERIALIZED VIEW sales_by_day RENAME COLUMN total TO amount;
-- expect: high
ALTER MATERIALIZED VIEW sales_by_day SET SCHEMA app;
-- expect: high
ALTER DOMAIN email RENAME TO mail;
