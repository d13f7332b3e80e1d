CREATE TABLE units (id bigint PRIMARY KEY, code text, number integer, name text);
CREATE UNIQUE INDEX units_code ON units (code);
CREATE UNIQUE INDEX units_number ON units (number);
CREATE UNIQUE INDEX units_name ON units (name);
CREATE TABLE stocks (code text REFERENCES units (code), number integer);
ALTER TABLE stocks ADD FOREIGN KEY (number) REFERENCES units (number);
CREATE INDEX stocks_code ON stocks (code);
CREATE INDEX stocks_number ON stocks (number);
-- existing
-- expect: medium drop-unique-index
-- expect: high
DROP INDEX CONCURRENTLY units_code;
-- No foreign key refers to it.
-- expect: medium drop-unique-index
DROP INDEX CONCURRENTLY units_name;
SET lock_timeout = '2s';
ALTER TABLE stocks DROP CONSTRAINT stocks_number_fkey;
-- expect: medium drop-unique-index
DROP INDEX CONCURRENTLY units_number;
