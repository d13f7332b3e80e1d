DO $$
BEGIN
    -- expect: high
    CREATE INDEX CONCURRENTLY orders_day_idx ON orders (day);
END
$$;
DROP INDEX CONCURRENTLY orders_old_idx;
