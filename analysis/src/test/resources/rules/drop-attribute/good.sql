ALTER TYPE address ADD ATTRIBUTE town text;
CREATE TYPE span AS (first date, last date);
ALTER TYPE span DROP ATTRIBUTE last;
