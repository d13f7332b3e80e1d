ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';
ALTER TABLE orders ADD COLUMN note text DEFAULT '';
-- existing
-- The running application may name the column in each insert, and has to.
-- expect: low
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;
ALTER TABLE orders ALTER COLUMN note DROP DEFAULT;
