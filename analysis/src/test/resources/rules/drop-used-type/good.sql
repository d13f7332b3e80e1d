CREATE TYPE tide AS ENUM ('low');
CREATE TABLE ports (id bigint PRIMARY KEY, tide tide);
ALTER TABLE ports ALTER COLUMN tide TYPE text;
DROP TYPE tide;
