ALTER TABLE orders
  ALTER COLUMN item TYPE char(80),
  ADD COLUMN reference uuid DEFAULT gen_random_uuid();
