CREATE TABLE shops (id bigint PRIMARY KEY, name text CONSTRAINT shops_name CHECK (name <> ''));
CREATE TABLE sellers (id bigint PRIMARY KEY, name text CHECK (name <> ''));
-- existing
SET lock_timeout = '2s';
ALTER TABLE shops DROP CONSTRAINT IF EXISTS shops_city;
-- expect: medium
ALTER TABLE shops DROP CONSTRAINT IF EXISTS shops_name;
ALTER TABLE shops DROP CONSTRAINT IF EXISTS shops_name;
-- The server has made a name for what has none.
-- expect: medium
ALTER TABLE sellers DROP CONSTRAINT IF EXISTS sellers_check;
