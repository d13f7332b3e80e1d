CREATE TABLE written (o oid, x xml, w xid, j jsonb, z char(5), t bpchar, b bit(4), d interval day to second, e interval, s timestamp(3), n name, a text[], q integer);
CREATE INDEX written_q ON written (q);
-- existing
-- expect: high
ALTER TABLE written ALTER COLUMN o TYPE bigint;
-- expect: high
ALTER TABLE written ALTER COLUMN x TYPE varchar(10);
-- expect: high
ALTER TABLE written ALTER COLUMN w TYPE text;
-- expect: high
ALTER TABLE written ALTER COLUMN j TYPE json;
-- expect: high
ALTER TABLE written ALTER COLUMN z TYPE char(8);
-- expect: high
ALTER TABLE written ALTER COLUMN t TYPE text;
-- expect: high
ALTER TABLE written ALTER COLUMN b TYPE bit varying(9);
-- expect: high
ALTER TABLE written ALTER COLUMN d TYPE interval day;
-- expect: high
ALTER TABLE written ALTER COLUMN e TYPE interval day;
-- expect: high
ALTER TABLE written ALTER COLUMN s TYPE timestamptz(4);
-- expect: high
ALTER TABLE written ALTER COLUMN n TYPE text;
-- expect: high
ALTER TABLE written ALTER COLUMN a TYPE varchar[];
-- expect: high
ALTER TABLE written ALTER COLUMN q TYPE oid;
