CREATE DOMAIN posint AS integer CHECK (VALUE > 0);
CREATE TABLE readers (id serial PRIMARY KEY, code varchar(5) COLLATE "C" NOT NULL DEFAULT 'q', age posint);
CREATE TABLE loans (id bigint PRIMARY KEY, reader integer REFERENCES readers);
CREATE INDEX ON loans (reader);
CREATE VIEW lent AS SELECT reader FROM loans;
-- existing
SET lock_timeout = '2s';
-- expect: high
ALTER TABLE readers RENAME code TO short;
-- expect: high
ALTER TABLE readers RENAME age TO years;
-- expect: high
ALTER TABLE readers RENAME id TO reader_id;
-- expect: high
ALTER TABLE loans RENAME reader TO reader_id;
