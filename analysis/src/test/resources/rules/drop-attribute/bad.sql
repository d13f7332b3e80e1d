CREATE TABLE homes (id bigint, place address);
-- existing
-- expect: high
ALTER TYPE address DROP ATTRIBUTE street;
-- expect: high
ALTER TYPE address DROP ATTRIBUTE IF EXISTS town, ADD ATTRIBUTE road text;
