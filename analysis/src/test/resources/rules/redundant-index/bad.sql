CREATE TABLE drafts (id bigint PRIMARY KEY, day date, author bigint);
CREATE INDEX drafts_day_author_idx ON drafts (day, author);
-- expect: low
CREATE INDEX drafts_day_idx ON drafts (day);
-- expect: low
CREATE UNIQUE INDEX drafts_id_idx ON drafts (id);
