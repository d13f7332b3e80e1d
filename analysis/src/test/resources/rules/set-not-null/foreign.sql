CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
CREATE FOREIGN TABLE far_orders (id bigint, shop integer) SERVER far;
CREATE FOREIGN TABLE IF NOT EXISTS near_orders (id bigint, shop integer) SERVER far;
-- existing
SET lock_timeout = '2s';
ALTER FOREIGN TABLE far_orders ALTER COLUMN id SET NOT NULL;
ALTER TABLE far_orders ALTER COLUMN shop SET NOT NULL;
-- unverified: what was there before may have rows
-- expect: high
ALTER TABLE near_orders ALTER COLUMN id SET NOT NULL;
