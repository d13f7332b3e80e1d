CREATE TABLE bookings_new (room integer NOT NULL, during tsrange NOT NULL);
ALTER TABLE bookings_new ADD CONSTRAINT bookings_overlap EXCLUDE USING gist (during WITH &&);
