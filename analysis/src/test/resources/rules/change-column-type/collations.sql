CREATE DOMAIN binary_word AS text COLLATE "C";
CREATE TABLE words (
    a varchar(10) COLLATE "C",
    b text COLLATE "C",
    c varchar(10) COLLATE "C" UNIQUE,
    d text,
    e binary_word,
    f varchar(10) COLLATE "C",
    g varchar(10),
    h binary_word,
    i varchar(10) COLLATE "C"
);
CREATE INDEX ON words (a);
CREATE INDEX ON words (b);
CREATE INDEX ON words (d);
CREATE INDEX ON words (e);
CREATE INDEX ON words (f);
CREATE INDEX ON words (g);
CREATE INDEX ON words (h);
-- existing
-- expect: high
ALTER TABLE words ALTER COLUMN a TYPE varchar(20);
-- expect: high
ALTER TABLE words ALTER COLUMN b TYPE varchar;
-- expect: high
ALTER TABLE words ALTER COLUMN c TYPE varchar(20);
-- expect: high
ALTER TABLE words ALTER COLUMN d TYPE binary_word;
-- expect: high
ALTER TABLE words ALTER COLUMN e TYPE text;
ALTER TABLE words ALTER COLUMN f TYPE varchar(20) COLLATE "C";
ALTER TABLE words ALTER COLUMN f TYPE varchar(30) COLLATE pg_catalog."C";
-- expect: high
ALTER TABLE words ALTER COLUMN f TYPE varchar(30);
ALTER TABLE words ALTER COLUMN g TYPE text COLLATE "default";
ALTER TABLE words ALTER COLUMN h TYPE text COLLATE "C";
-- expect: high
ALTER TABLE words ALTER COLUMN h TYPE text COLLATE "POSIX";
-- Without an index nothing is built.
ALTER TABLE words ALTER COLUMN i TYPE varchar(20);
