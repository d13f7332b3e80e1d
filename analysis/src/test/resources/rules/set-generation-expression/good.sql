CREATE TABLE orders (net numeric, gross numeric GENERATED ALWAYS AS (net * 1.2) VIRTUAL);
-- existing
ALTER TABLE orders ALTER COLUMN gross SET EXPRESSION AS (net * 1.25);
