-- expect: high
ALTER TABLE orders ADD COLUMN state text NOT NULL;
-- expect: high
ALTER TABLE orders ADD COLUMN rank integer DEFAULT NULL NOT NULL;
