CREATE TABLE homes (id bigint, places address[]);
-- existing
-- expect: high
ALTER TYPE address ALTER ATTRIBUTE street TYPE varchar(5);
