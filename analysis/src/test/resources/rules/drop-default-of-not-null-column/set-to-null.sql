ALTER TABLE orders ADD COLUMN status text NOT NULL DEFAULT 'new';
ALTER TABLE orders ADD COLUMN note text DEFAULT '';
-- expect: medium
ALTER TABLE orders ALTER COLUMN status SET DEFAULT NULL;
ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'new';
-- expect: medium
ALTER TABLE orders ALTER COLUMN status SET DEFAULT NULL::character varying(20);
ALTER TABLE orders ALTER COLUMN note SET DEFAULT NULL;

-- It has none that could be dropped.
ALTER TABLE orders ADD COLUMN code text DEFAULT NULL;
UPDATE orders SET code = 'a' WHERE id = 1;
ALTER TABLE orders ALTER COLUMN code DROP DEFAULT;
