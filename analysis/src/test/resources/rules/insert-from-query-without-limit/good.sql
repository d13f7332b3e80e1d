INSERT INTO archive SELECT * FROM orders WHERE id BETWEEN 1 AND 5000;
INSERT INTO settings (name, value) VALUES ('state', 'on'), ('mode', 'off');

CREATE TEMPORARY TABLE chosen (id bigint);
INSERT INTO chosen SELECT id FROM orders;
INSERT INTO settings (name) SELECT (SELECT max(state) FROM orders);
