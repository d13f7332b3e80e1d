CREATE TABLE papers (id bigint NOT NULL, code text, title text, year integer NOT NULL);
CREATE UNIQUE INDEX papers_code ON papers (code) WHERE year > 2000;
CREATE UNIQUE INDEX papers_title ON papers (lower(title));
CREATE INDEX papers_year ON papers (year);
CREATE INDEX papers_id ON papers (id);
ALTER TABLE papers ADD CONSTRAINT papers_both UNIQUE (id, year);
-- existing
SET lock_timeout = '2s';
-- expect: high
ALTER TABLE papers ADD CONSTRAINT papers_code_key UNIQUE USING INDEX papers_code;
-- expect: high
ALTER TABLE papers ADD CONSTRAINT papers_title_key UNIQUE USING INDEX papers_title;
-- expect: high
ALTER TABLE papers ADD CONSTRAINT papers_year_key UNIQUE USING INDEX papers_year;
-- expect: high
ALTER TABLE papers ADD PRIMARY KEY USING INDEX papers_id;
-- expect: high
ALTER TABLE papers ADD UNIQUE USING INDEX papers_both;
