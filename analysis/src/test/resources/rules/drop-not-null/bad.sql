-- expect: low
ALTER TABLE orders ALTER COLUMN total DROP NOT NULL;
