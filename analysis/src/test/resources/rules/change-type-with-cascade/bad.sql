CREATE TABLE homes OF address;
-- existing
-- expect: high
ALTER TYPE address ALTER ATTRIBUTE street TYPE varchar(5) CASCADE;
-- expect: medium
ALTER TYPE address ADD ATTRIBUTE town text CASCADE;
-- expect: high
ALTER TYPE address DROP ATTRIBUTE town CASCADE;
