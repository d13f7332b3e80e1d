BEGIN;
ALTER TABLE orders RENAME TO former_orders;
CREATE TABLE orders (id bigint PRIMARY KEY, net numeric);
CREATE INDEX orders_net ON orders (net);
-- expect: high
CREATE INDEX former_orders_net ON former_orders (net);
ROLLBACK;
