-- postgres: 17
BEGIN;
CREATE TYPE tide AS ENUM ('low');
ALTER TYPE tide ADD VALUE 'high';
CREATE TABLE tides (id bigint PRIMARY KEY, now tide DEFAULT 'high');
COMMIT;
