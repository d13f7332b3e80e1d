CREATE DOMAIN small AS integer DEFAULT 1 NOT NULL CHECK (VALUE > 0);
CREATE DOMAIN even AS small CHECK (value % 2 = 0);
CREATE DOMAIN code AS text COLLATE "C" DEFAULT md5(random()::text) CHECK (VALUE ~ '^\w+$');
CREATE DOMAIN changed AS integer CONSTRAINT above CHECK (VALUE > 0) CHECK (VALUE < 100);
ALTER DOMAIN changed DROP CONSTRAINT above;
-- existing
-- expect: high
ALTER TABLE orders ADD COLUMN amount small;
-- expect: high
ALTER TABLE orders ADD COLUMN twice even DEFAULT 2 NOT NULL;
-- expect: high
-- expect: high add-column-with-volatile-default
ALTER TABLE orders ADD COLUMN code code;
-- expect: high
ALTER TABLE orders ADD COLUMN size changed;
