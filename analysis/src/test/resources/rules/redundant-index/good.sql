CREATE TABLE drafts (id bigint PRIMARY KEY, day date, author bigint);
CREATE INDEX drafts_day_idx ON drafts (day);
CREATE INDEX drafts_author_day_idx ON drafts (author, day);
CREATE UNIQUE INDEX drafts_day_author_idx ON drafts (day, author);
CREATE INDEX drafts_day_brin_idx ON drafts USING brin (day);
CREATE INDEX drafts_recent_idx ON drafts (day) WHERE day > '2025-01-01';
