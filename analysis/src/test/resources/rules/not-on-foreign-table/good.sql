CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
CREATE FOREIGN TABLE far_orders (id bigint, day date NOT NULL, shop integer, note varchar(10), payload text) SERVER far;
CREATE DOMAIN rank AS integer DEFAULT 3 CHECK (VALUE > 0);
-- existing
SET lock_timeout = '2s';
ALTER FOREIGN TABLE far_orders ALTER COLUMN id SET NOT NULL;
ALTER TABLE far_orders ADD CONSTRAINT far_orders_shop CHECK (shop > 0);
ALTER TABLE far_orders ALTER COLUMN shop TYPE bigint;
ALTER FOREIGN TABLE far_orders ALTER COLUMN payload TYPE jsonb;
ALTER TABLE far_orders ADD COLUMN code uuid DEFAULT gen_random_uuid();
ALTER TABLE far_orders ADD COLUMN place rank NOT NULL;
ALTER TABLE far_orders ADD COLUMN state text NOT NULL;
