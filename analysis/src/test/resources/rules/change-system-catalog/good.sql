SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'x';
UPDATE pg_settings SET setting = '2s' WHERE name = 'lock_timeout';
CREATE TABLE pg_notes (id bigint PRIMARY KEY);
INSERT INTO pg_notes (id) VALUES (1);
UPDATE pg_notes SET id = 2 WHERE id = 1;
