CREATE VIEW late_orders AS SELECT id FROM orders WHERE state = 'late';
DROP VIEW late_orders;
-- It is there again when the transaction ends.
DROP VIEW open_orders;
CREATE VIEW open_orders AS SELECT id, state FROM orders;
