CREATE VIEW big_orders AS SELECT id, total AS amount FROM orders;
ALTER VIEW big_orders RENAME COLUMN amount TO sum;
CREATE OR REPLACE VIEW big_orders AS SELECT id, total AS sum FROM orders;
DROP VIEW big_orders;
CREATE VIEW big_orders AS SELECT id, state FROM orders;
DROP VIEW big_orders CASCADE;
CREATE OR REPLACE VIEW big_orders AS SELECT id FROM orders;
