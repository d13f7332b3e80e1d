-- run: one message
BEGIN;
INSERT INTO settings (name, value) VALUES ('state', 'on');
-- expect: medium
COMMIT;
INSERT INTO settings (name, value) VALUES ('state', 'off');
-- expect: low
BEGIN;
INSERT INTO settings (name, value) VALUES ('state', 'on');
-- expect: medium
BEGIN;
COMMIT;
