-- postgres: 18
BEGIN;
CREATE TYPE tide AS ENUM ('low');
ALTER TYPE tide ADD VALUE 'high';
-- unverified: the savepoints of the test hide from the server that this transaction has made the type
CREATE TABLE tides (id bigint PRIMARY KEY, now tide DEFAULT 'high');
-- unverified: for the same reason
INSERT INTO tides VALUES (1, 'high');
COMMIT;
