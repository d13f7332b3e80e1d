CREATE DOMAIN posint AS integer CHECK (VALUE > 0);
ALTER DOMAIN posint RENAME TO pint;
-- existing
-- expect: high
ALTER TABLE orders ADD COLUMN pp pint;
