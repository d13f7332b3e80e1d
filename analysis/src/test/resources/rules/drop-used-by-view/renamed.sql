CREATE TABLE users (id bigint PRIMARY KEY, mail text);
CREATE VIEW mails AS SELECT mail FROM users;
ALTER TABLE users RENAME TO people;
ALTER VIEW mails RENAME TO letters;
-- existing
-- expect: high
DROP TABLE people;
