CREATE TABLE users (id bigint PRIMARY KEY, mail text);
CREATE MATERIALIZED VIEW mails AS SELECT mail FROM users;
-- existing
SET lock_timeout = '2s';
-- expect: high drop-table
-- expect: medium
DROP TABLE users CASCADE;
