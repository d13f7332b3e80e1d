CREATE SEQUENCE parcel_numbers;
CREATE VIEW late_orders AS SELECT id, day FROM orders;
CREATE MATERIALIZED VIEW days AS SELECT day FROM orders;
CREATE TABLE former (id bigint PRIMARY KEY);
CREATE TABLE app.later (id bigint PRIMARY KEY);
CREATE INDEX orders_late ON orders (day);
-- existing
-- PostgreSQL takes each of them for ALTER SEQUENCE, VIEW or INDEX.
-- expect: high rename-object
ALTER TABLE parcel_numbers RENAME TO numbers;
-- expect: high rename-object
ALTER TABLE numbers SET SCHEMA app;
-- expect: high rename-object
ALTER TABLE late_orders RENAME TO later_orders;
-- expect: high rename-object
ALTER TABLE later_orders RENAME COLUMN day TO date;
-- expect: high rename-object
ALTER TABLE days RENAME TO dates;
ALTER TABLE orders_late RENAME TO orders_later;
ALTER INDEX orders_later RENAME TO orders_latest;
-- And ALTER INDEX for all of them.
-- expect: high
ALTER INDEX former RENAME TO before;
-- expect: high
ALTER INDEX IF EXISTS app.later RENAME TO latest;
-- expect: high rename-object
ALTER INDEX later_orders RENAME TO latest_orders;
-- expect: high rename-object
ALTER INDEX dates RENAME TO all_dates;
-- expect: high rename-object
ALTER INDEX app.numbers RENAME TO other_numbers;
