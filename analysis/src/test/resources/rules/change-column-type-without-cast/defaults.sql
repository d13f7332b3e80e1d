CREATE SEQUENCE parcel_numbers;
CREATE TABLE parcels (
    id serial PRIMARY KEY,
    number bigint DEFAULT nextval('parcel_numbers'),
    day timestamp DEFAULT now(),
    state text DEFAULT 'new',
    rate numeric DEFAULT 1.5,
    active boolean DEFAULT true,
    count smallint DEFAULT 0,
    words text DEFAULT 1
);
-- existing
-- expect: high
ALTER TABLE parcels ALTER COLUMN id TYPE uuid USING gen_random_uuid();
-- expect: high
ALTER TABLE parcels ALTER COLUMN number TYPE uuid USING gen_random_uuid();
ALTER TABLE parcels ALTER COLUMN number TYPE text;
ALTER TABLE parcels ALTER COLUMN day TYPE date;
-- expect: high
ALTER TABLE parcels ALTER COLUMN state TYPE integer USING 1;
ALTER TABLE parcels ALTER COLUMN state TYPE varchar(20);
ALTER TABLE parcels ALTER COLUMN rate TYPE integer;
-- expect: high
ALTER TABLE parcels ALTER COLUMN active TYPE integer USING 1;
ALTER TABLE parcels ALTER COLUMN count TYPE numeric;
-- It was a number before it was made a text.
ALTER TABLE parcels ALTER COLUMN words TYPE integer USING words::integer;
