CREATE TABLE papers (id integer PRIMARY KEY, words tsvector, day date);
CREATE INDEX papers_words ON papers USING gin (words);
CREATE INDEX papers_day ON papers USING brin (day);
CREATE VIEW known_papers AS SELECT id FROM papers;
-- existing
SET lock_timeout = '2s';
CREATE OR REPLACE VIEW known_papers AS SELECT id FROM papers WHERE id > 0;
ALTER INDEX papers_words SET (fastupdate = off);
