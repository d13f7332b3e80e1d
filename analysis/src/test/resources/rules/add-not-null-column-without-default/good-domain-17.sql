-- postgres: 17
CREATE DOMAIN rank AS integer DEFAULT 3;
-- existing
ALTER TABLE orders ADD COLUMN a rank NOT NULL;
