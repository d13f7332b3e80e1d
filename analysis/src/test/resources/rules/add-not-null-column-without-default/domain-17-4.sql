-- postgres: 17.4
CREATE DOMAIN rank AS integer DEFAULT 3;
-- existing
-- unverified: servers of later minor versions fill the rows
-- expect: high
ALTER TABLE orders ADD COLUMN a rank NOT NULL;
