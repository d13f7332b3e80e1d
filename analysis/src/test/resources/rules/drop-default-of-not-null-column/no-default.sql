-- The column has none that could be dropped.
ALTER TABLE orders ADD COLUMN code text;
UPDATE orders SET code = 'a';
ALTER TABLE orders ALTER COLUMN code SET NOT NULL;
ALTER TABLE orders ALTER COLUMN code DROP DEFAULT;
