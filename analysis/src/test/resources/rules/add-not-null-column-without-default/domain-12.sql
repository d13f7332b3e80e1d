-- postgres: 12
CREATE DOMAIN rank AS integer DEFAULT 3;
CREATE DOMAIN place AS integer DEFAULT 3 CHECK (VALUE > 0);
-- existing
-- expect: high
ALTER TABLE orders ADD COLUMN a rank NOT NULL;
ALTER TABLE orders ADD COLUMN b rank;
ALTER TABLE orders ADD COLUMN c place NOT NULL;
ALTER TABLE orders ADD COLUMN d rank NOT NULL, ALTER COLUMN quantity TYPE bigint;
ALTER TABLE orders ADD COLUMN e rank DEFAULT 4 NOT NULL;
