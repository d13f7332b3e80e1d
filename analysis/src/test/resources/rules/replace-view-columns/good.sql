SET lock_timeout = '2s';
CREATE VIEW big_orders AS SELECT id, total AS amount FROM orders WHERE total > 100;
CREATE OR REPLACE VIEW big_orders AS SELECT o.id, o.total AS amount, o.state FROM orders o WHERE total > 1000;
CREATE OR REPLACE VIEW big_orders AS WITH x AS (SELECT * FROM orders) SELECT id, total AS amount, state FROM x;
