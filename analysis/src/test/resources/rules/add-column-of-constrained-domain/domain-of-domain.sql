CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN rank AS positive;
-- expect: high
ALTER TABLE customers ADD COLUMN place rank;
