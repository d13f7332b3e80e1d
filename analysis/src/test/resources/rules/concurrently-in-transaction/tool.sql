-- run: transaction
-- expect: high
CREATE INDEX CONCURRENTLY orders_day_idx ON orders (day);
COMMIT;
DROP INDEX CONCURRENTLY orders_old_idx;
