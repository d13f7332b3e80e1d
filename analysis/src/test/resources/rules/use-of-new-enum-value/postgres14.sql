-- postgres: 14
BEGIN;
CREATE TYPE tide AS ENUM ('low');
ALTER TYPE tide ADD VALUE 'high';
-- expect: high
CREATE TABLE tides (id bigint PRIMARY KEY, now tide DEFAULT 'high');
ROLLBACK;
