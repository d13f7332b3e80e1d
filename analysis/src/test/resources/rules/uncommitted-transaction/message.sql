-- run: one message
INSERT INTO settings (name, value) VALUES ('state', 'on');
COMMIT;
-- expect: high
BEGIN;
INSERT INTO settings (name, value) VALUES ('state', 'off');
