CREATE VIEW big_orders AS SELECT id, total AS amount FROM orders WHERE total > 100;
-- expect: high
CREATE OR REPLACE VIEW big_orders AS SELECT id FROM orders WHERE total > 100;
-- expect: high
CREATE OR REPLACE VIEW big_orders AS SELECT o.total AS amount, o.id FROM orders o WHERE total > 100;
-- expect: high
CREATE OR REPLACE VIEW big_orders (id, sum) AS SELECT id, total FROM orders;
