ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';
-- expect: medium
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;
