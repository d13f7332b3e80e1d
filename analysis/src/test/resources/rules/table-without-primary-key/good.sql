CREATE TABLE drafts (id bigint PRIMARY KEY, body text);
CREATE TABLE notes (id bigint, body text);
ALTER TABLE notes ADD PRIMARY KEY (id);
CREATE TEMPORARY TABLE wanted (id bigint);
CREATE TABLE copies (LIKE drafts INCLUDING ALL);
