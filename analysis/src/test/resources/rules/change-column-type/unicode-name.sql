CREATE TABLE notes (note varchar(10) CONSTRAINT note_is_set CHECK (U&"n!006Fte" UESCAPE '!' <> ''), body varchar(10));
-- existing
-- expect: high
ALTER TABLE notes ALTER COLUMN note TYPE text;
ALTER TABLE notes ALTER COLUMN body TYPE text;
