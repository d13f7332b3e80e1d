-- expect: high
ALTER TABLE orders ALTER COLUMN gross SET EXPRESSION AS (net * 1.25);
