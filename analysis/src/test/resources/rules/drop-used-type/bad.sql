CREATE TYPE tide AS ENUM ('low');
CREATE DOMAIN depth AS integer;
CREATE TABLE ports (id bigint PRIMARY KEY, tides tide[], depth depth);
-- existing
-- expect: high
DROP TYPE tide;
-- expect: high
DROP DOMAIN IF EXISTS depth;
