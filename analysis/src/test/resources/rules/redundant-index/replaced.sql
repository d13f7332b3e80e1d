CREATE TABLE drafts (id bigint PRIMARY KEY, day date, author bigint);
CREATE INDEX drafts_day_author_idx ON drafts (day, author);
CREATE INDEX drafts_day_idx ON drafts (day);
DROP INDEX drafts_day_author_idx;
