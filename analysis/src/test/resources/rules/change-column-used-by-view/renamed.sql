CREATE TABLE members (id bigint PRIMARY KEY, mail text);
CREATE VIEW mails AS SELECT mail FROM members;
ALTER TABLE members RENAME COLUMN mail TO letter;
ALTER TABLE members RENAME TO people;
-- existing
-- expect: medium
ALTER TABLE people DROP COLUMN letter;
