INSERT INTO archive SELECT * FROM orders WHERE id BETWEEN 1 AND 5000;
INSERT INTO settings (name, value) VALUES ('state', 'on'), ('mode', 'off');
