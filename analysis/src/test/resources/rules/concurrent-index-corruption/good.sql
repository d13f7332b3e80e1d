-- postgres: 14.4
CREATE INDEX CONCURRENTLY orders_day_idx ON orders (day);
