-- expect: high
ALTER TABLE bookings ADD CONSTRAINT bookings_overlap EXCLUDE USING gist (room WITH =, during WITH &&);
