CREATE TABLE accounts (id integer PRIMARY KEY);
CREATE TABLE bills (id bigint PRIMARY KEY, number integer NOT NULL DEFAULT 3 CHECK (number > 0), account_id integer REFERENCES accounts ON DELETE CASCADE);
CREATE INDEX bills_number_idx ON bills (number);
-- existing
SET lock_timeout = '2s';
-- expect: high
ALTER TABLE bills ALTER COLUMN number TYPE bigint;
-- expect: high
ALTER TABLE bills ALTER COLUMN account_id TYPE bigint;
