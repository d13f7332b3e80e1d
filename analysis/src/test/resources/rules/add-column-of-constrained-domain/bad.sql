CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE DOMAIN app.score AS integer NOT NULL DEFAULT 0;
-- expect: high
ALTER TABLE customers ADD COLUMN contact email;
-- expect: high
ALTER TABLE customers ADD COLUMN score app.score;
