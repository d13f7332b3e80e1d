CREATE TABLE papers (id integer PRIMARY KEY, words tsvector, day date);
CREATE INDEX papers_words ON papers USING gin (words);
CREATE INDEX papers_day ON papers USING brin (day);
CREATE VIEW known_papers AS SELECT id FROM papers;
-- existing
CREATE VIEW young_papers AS SELECT id FROM papers;
ALTER VIEW young_papers SET (security_barrier);
-- expect: medium
ALTER VIEW known_papers SET (security_barrier = true);
