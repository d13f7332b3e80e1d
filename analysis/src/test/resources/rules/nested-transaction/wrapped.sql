-- run: transaction
-- expect: low
BEGIN;
INSERT INTO settings (name, value) VALUES ('state', 'on');
-- expect: medium
COMMIT;
