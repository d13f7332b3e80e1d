CREATE DOMAIN rank AS integer DEFAULT 3;
CREATE DOMAIN place AS integer;
-- existing
-- expect: high
ALTER TABLE orders ADD COLUMN a rank DEFAULT NULL NOT NULL;
-- expect: high
ALTER TABLE orders ADD COLUMN b place NOT NULL;
