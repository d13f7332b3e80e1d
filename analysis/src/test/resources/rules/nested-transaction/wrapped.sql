-- run: transaction
INSERT INTO settings (name, value) VALUES ('state', 'on');
-- expect: high
COMMIT;
