CREATE TABLE drafts (id integer NOT NULL);
-- expect: low
ALTER TABLE ONLY drafts ADD CONSTRAINT drafts_pkey PRIMARY KEY (id);
CREATE TABLE notes (id bigint NOT NULL, part integer NOT NULL);
ALTER TABLE notes ADD PRIMARY KEY (id);
CREATE TABLE papers (id integer NOT NULL);
CREATE UNIQUE INDEX papers_id ON papers (id);
-- expect: low
ALTER TABLE papers ADD PRIMARY KEY USING INDEX papers_id;
