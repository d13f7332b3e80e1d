-- expect: low
CREATE INDEX CONCURRENTLY orders_all_idx ON orders (customer_id, shop_id, day, state);
