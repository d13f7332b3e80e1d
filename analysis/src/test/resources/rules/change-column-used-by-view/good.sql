CREATE TABLE members (id bigint PRIMARY KEY, name text, mail text);
CREATE VIEW mails AS SELECT id, mail FROM members;
CREATE VIEW how_many AS SELECT count(*) AS members FROM members;
-- existing
SET lock_timeout = '2s';
ALTER TABLE members ALTER COLUMN name TYPE varchar;
BEGIN;
DROP VIEW mails;
ALTER TABLE members ALTER COLUMN mail TYPE varchar;
CREATE VIEW mails AS SELECT id, mail FROM members;
COMMIT;
