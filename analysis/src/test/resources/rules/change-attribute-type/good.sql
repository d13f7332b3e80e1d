CREATE TYPE span AS (first date, last date);
ALTER TYPE span ALTER ATTRIBUTE last TYPE timestamptz;
