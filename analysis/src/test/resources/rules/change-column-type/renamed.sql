CREATE TABLE users (id bigint, name varchar(100), state varchar(10), bio varchar(900), CHECK (length(bio) < 600));
CREATE INDEX users_name ON users (name);
CREATE INDEX users_open ON users (id) WHERE state = 'open';
CREATE INDEX users_lower ON users (lower(bio));
INSERT INTO users SELECT n, 'x', 'open', 'y' FROM generate_series(1, 100) n;
ALTER TABLE users RENAME COLUMN name TO nm;
ALTER TABLE users RENAME COLUMN state TO st;
ALTER TABLE users RENAME COLUMN bio TO biog;
-- existing
-- expect: high
ALTER TABLE users ALTER COLUMN nm TYPE varchar(200) COLLATE "C";
-- expect: high
ALTER TABLE users ALTER COLUMN st TYPE text;
DROP INDEX CONCURRENTLY users_lower;
-- expect: high
ALTER TABLE users ALTER COLUMN biog TYPE varchar(1000);
