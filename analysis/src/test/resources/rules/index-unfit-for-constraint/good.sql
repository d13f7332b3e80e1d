CREATE TABLE papers (id bigint NOT NULL, code text, year integer NOT NULL);
CREATE UNIQUE INDEX papers_code ON papers (code);
CREATE UNIQUE INDEX papers_id ON papers (id) INCLUDE (year);
-- existing
SET lock_timeout = '2s';
ALTER TABLE papers ADD CONSTRAINT papers_code_key UNIQUE USING INDEX papers_code;
ALTER TABLE papers ADD PRIMARY KEY USING INDEX papers_id;
