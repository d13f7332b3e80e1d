CREATE TABLE people (id integer PRIMARY KEY, name text);
CREATE TABLE seats (hall integer, no integer, PRIMARY KEY (hall, no));
CREATE TABLE keys (id integer PRIMARY KEY, code uuid NOT NULL);
CREATE TABLE others (id integer PRIMARY KEY, name text);
-- existing
-- The key goes with its column.
-- expect: high drop-column
-- expect: high add-column-with-volatile-default
-- expect: high add-primary-key
ALTER TABLE people DROP COLUMN id, ADD COLUMN id uuid DEFAULT md5(random()::text)::uuid PRIMARY KEY;
-- expect: high add-auto-increment-column
-- expect: high add-primary-key
-- expect: high drop-column
ALTER TABLE seats ADD COLUMN id bigserial PRIMARY KEY, DROP COLUMN no;
-- expect: high drop-column
-- expect: high add-primary-key
ALTER TABLE keys DROP COLUMN id, ADD PRIMARY KEY (code);
-- expect: high drop-column
-- expect: high add-auto-increment-column
-- expect: high
ALTER TABLE others DROP COLUMN name, ADD COLUMN no bigserial PRIMARY KEY;
