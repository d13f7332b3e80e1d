CREATE TYPE parcel_state AS ENUM ('new', 'sent');
CREATE CAST (varchar AS parcel_state) WITH INOUT AS IMPLICIT;
CREATE TABLE parcels (id bigint PRIMARY KEY, state varchar(20) DEFAULT 'new');
-- existing
ALTER TABLE parcels ALTER COLUMN state TYPE parcel_state;
