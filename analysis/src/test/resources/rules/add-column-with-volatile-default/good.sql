ALTER TABLE orders ADD COLUMN token uuid;
ALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();
ALTER TABLE orders ADD COLUMN made timestamptz NOT NULL DEFAULT now();
ALTER TABLE orders ADD COLUMN day date DEFAULT CURRENT_DATE;
ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT lower('NEW');
ALTER TABLE orders ADD COLUMN limits numeric(10, 2) DEFAULT CAST('1' AS numeric(10, 2));
