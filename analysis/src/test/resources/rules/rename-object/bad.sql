-- expect: high
ALTER SCHEMA app RENAME TO shop;
-- expect: high
ALTER TYPE state RENAME TO order_state;
-- expect: high
ALTER TYPE mood RENAME VALUE 'happy' TO 'glad';
-- expect: high
ALTER VIEW open_orders RENAME TO pending_orders;
-- expect: high
ALTER TYPE address RENAME ATTRIBUTE street TO road;
