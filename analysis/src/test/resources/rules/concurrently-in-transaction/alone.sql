-- run: one message
CREATE INDEX CONCURRENTLY orders_day_idx ON orders (day);
