CREATE TABLE papers (code text NOT NULL, title text COLLATE "C" NOT NULL, no integer NOT NULL, part integer NOT NULL);
CREATE UNIQUE INDEX papers_pattern ON papers (code text_pattern_ops);
CREATE UNIQUE INDEX papers_own ON papers (code text_ops);
CREATE UNIQUE INDEX papers_bytes ON papers (code COLLATE "C");
CREATE UNIQUE INDEX papers_same ON papers (title COLLATE "C");
CREATE UNIQUE INDEX papers_default ON papers (code COLLATE pg_catalog."default");
CREATE UNIQUE INDEX papers_down ON papers (no DESC);
CREATE UNIQUE INDEX papers_nulls ON papers (part NULLS FIRST);
CREATE UNIQUE INDEX papers_up ON papers (no ASC NULLS LAST);
CREATE UNIQUE INDEX papers_one_null ON papers (part) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX papers_one_null_more ON papers (part, no) NULLS NOT DISTINCT;
-- existing
SET lock_timeout = '2s';
-- expect: high
ALTER TABLE papers ADD UNIQUE USING INDEX papers_pattern;
ALTER TABLE papers ADD UNIQUE USING INDEX papers_own;
-- expect: high
ALTER TABLE papers ADD UNIQUE USING INDEX papers_bytes;
ALTER TABLE papers ADD UNIQUE USING INDEX papers_same;
ALTER TABLE papers ADD UNIQUE USING INDEX papers_default;
-- expect: high
ALTER TABLE papers ADD UNIQUE USING INDEX papers_down;
-- expect: high
ALTER TABLE papers ADD UNIQUE USING INDEX papers_nulls;
ALTER TABLE papers ADD UNIQUE USING INDEX papers_up;
ALTER TABLE papers ADD UNIQUE USING INDEX papers_one_null_more;
-- expect: high
ALTER TABLE papers ADD PRIMARY KEY USING INDEX papers_one_null;
