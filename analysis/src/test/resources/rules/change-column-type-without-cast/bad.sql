CREATE TABLE parcels (id bigint PRIMARY KEY, code varchar(20), sent text, size integer, tags text[], active integer DEFAULT 0);
-- existing
-- expect: high
ALTER TABLE parcels ALTER COLUMN code TYPE integer;
-- expect: high
ALTER TABLE parcels ALTER COLUMN sent SET DATA TYPE timestamptz;
-- expect: high
ALTER TABLE parcels ALTER COLUMN size TYPE uuid;
-- expect: high
ALTER TABLE parcels ALTER COLUMN tags TYPE integer[];
-- expect: high
ALTER TABLE parcels ALTER COLUMN size TYPE integer[];
-- The default is no boolean, whatever USING says of the values.
-- expect: high
ALTER TABLE parcels ALTER COLUMN active TYPE boolean USING active <> 0;
