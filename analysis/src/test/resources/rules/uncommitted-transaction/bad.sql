-- expect: high
BEGIN;
INSERT INTO settings (name, value) VALUES ('state', 'on');
