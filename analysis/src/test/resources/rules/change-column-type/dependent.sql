CREATE TABLE memos (
    note varchar(50) CHECK (note <> ''),
    memo varchar(50),
    title varchar(50),
    plain varchar(50),
    free varchar(50)
);
CREATE INDEX ON memos (lower(memo));
CREATE INDEX ON memos (plain) WHERE title IS NOT NULL;
CREATE INDEX ON memos (free);
ALTER TABLE memos ADD CHECK (free <> '') NOT VALID;
-- existing
-- expect: high
ALTER TABLE memos ALTER COLUMN note TYPE varchar(70);
-- expect: high
ALTER TABLE memos ALTER COLUMN memo TYPE varchar(70);
-- expect: high
ALTER TABLE memos ALTER COLUMN title TYPE varchar(70);
-- expect: high
ALTER TABLE memos ALTER COLUMN plain TYPE varchar(70);
-- What is not valid is not read, and a plain index stays.
ALTER TABLE memos ALTER COLUMN free TYPE varchar(70);
