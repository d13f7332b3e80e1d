CREATE TABLE parcels (id bigint PRIMARY KEY, code varchar(20), active integer DEFAULT 0);
ALTER TABLE parcels ALTER COLUMN code TYPE integer USING code::integer;
ALTER TABLE parcels
    ALTER COLUMN active DROP DEFAULT,
    ALTER COLUMN active TYPE boolean USING active <> 0,
    ALTER COLUMN active SET DEFAULT false;
