-- expect: high
ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();
-- expect: high
ALTER TABLE orders ADD seen timestamptz DEFAULT clock_timestamp() NOT NULL;
-- expect: high
ALTER TABLE orders ADD COLUMN number bigint DEFAULT nextval('order_numbers');
-- expect: medium
ALTER TABLE orders ADD COLUMN code text DEFAULT app.make_code(8);
-- expect: high
ALTER TABLE orders ADD COLUMN secret text COLLATE "C" NOT NULL DEFAULT gen_random_uuid()::text;
