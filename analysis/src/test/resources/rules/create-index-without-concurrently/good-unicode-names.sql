SET lock_timeout = '2s';
CREATE TABLE U&"d!0061ta" UESCAPE '!' (id bigint PRIMARY KEY, U&"k\0065y" integer, at date NOT NULL);
CREATE INDEX data_key ON data (key);
CREATE INDEX data_at ON U&"d\0061ta" (U&"\0061t");
ALTER TABLE U&"dat!0061" UESCAPE '!' ADD CONSTRAINT data_key_positive CHECK (U&"k\0065y" > 0);
ALTER TABLE data RENAME COLUMN key TO U&"n!0061me" UESCAPE '!';
ALTER TABLE data ALTER COLUMN name SET NOT NULL;
CREATE INDEX ON public.U&"d\0061ta" (name);
DROP INDEX U&"data\005Fat";
