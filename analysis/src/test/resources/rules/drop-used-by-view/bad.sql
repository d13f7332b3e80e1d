CREATE VIEW open_orders AS SELECT id FROM orders WHERE state = 'open';
-- expect: high drop-table
-- expect: high
DROP TABLE orders;
