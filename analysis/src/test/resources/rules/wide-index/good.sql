CREATE INDEX CONCURRENTLY orders_all_idx ON orders (customer_id, shop_id, day) INCLUDE (state);
CREATE UNIQUE INDEX CONCURRENTLY orders_key_idx ON orders (customer_id, shop_id, day, state);
