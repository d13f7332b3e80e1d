-- postgres: 17
BEGIN;
CREATE TYPE tide AS ENUM ('low');
ALTER TYPE tide ADD VALUE 'high';
-- unverified: the savepoints of the test hide from the server that this transaction has made the type
CREATE TABLE tides (id bigint PRIMARY KEY, now tide DEFAULT 'high');
COMMIT;
