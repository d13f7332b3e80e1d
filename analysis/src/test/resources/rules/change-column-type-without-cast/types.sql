CREATE TYPE parcel_state AS ENUM ('new', 'sent');
CREATE DOMAIN parcel_code AS varchar(20);
CREATE TABLE parcels (id bigint PRIMARY KEY, state varchar(20) DEFAULT 'new', kind text, level integer, code parcel_code);
-- existing
-- expect: high
ALTER TABLE parcels ALTER COLUMN kind TYPE parcel_state;
-- expect: high
ALTER TABLE parcels ALTER COLUMN level TYPE parcel_state;
-- expect: high
ALTER TABLE parcels ALTER COLUMN state TYPE parcel_state USING state::parcel_state;
-- expect: high
ALTER TABLE parcels ALTER COLUMN code TYPE integer;
ALTER TABLE parcels ALTER COLUMN kind TYPE parcel_code;
ALTER TABLE parcels ALTER COLUMN kind TYPE parcel_state USING kind::text::parcel_state;
ALTER TABLE parcels ALTER COLUMN kind TYPE text;
