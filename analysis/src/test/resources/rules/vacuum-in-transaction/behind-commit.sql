-- run: one message
INSERT INTO settings (name, value) VALUES ('state', 'on');
COMMIT;
-- expect: high
VACUUM settings;
