CREATE TABLE kept (o oid, n integer, c regclass, p regproc, x xml, w xml, t text, v varchar(10), z char(5), b bit(4), d interval day, l varchar(10)[], k bit varying(3));
-- existing
ALTER TABLE kept ALTER COLUMN c TYPE oid;
ALTER TABLE kept ALTER COLUMN o TYPE regclass;
ALTER TABLE kept ALTER COLUMN o TYPE integer;
ALTER TABLE kept ALTER COLUMN n TYPE oid;
ALTER TABLE kept ALTER COLUMN p TYPE regprocedure;
ALTER TABLE kept ALTER COLUMN x TYPE text;
ALTER TABLE kept ALTER COLUMN w TYPE varchar;
ALTER TABLE kept ALTER COLUMN t TYPE varchar;
ALTER TABLE kept ALTER COLUMN v TYPE text, ALTER COLUMN z TYPE bpchar;
ALTER TABLE kept ALTER COLUMN t TYPE bpchar;
ALTER TABLE kept ALTER COLUMN b TYPE bit varying;
ALTER TABLE kept ALTER COLUMN d TYPE interval;
ALTER TABLE kept ALTER COLUMN l TYPE varchar[];
ALTER TABLE kept ALTER COLUMN k TYPE bit varying(9);
