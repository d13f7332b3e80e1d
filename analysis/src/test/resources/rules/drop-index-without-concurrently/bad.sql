-- expect: medium
DROP INDEX orders_day_idx;
-- expect: medium
DROP INDEX IF EXISTS app.orders_a_idx,
-- expect: medium
    app.orders_b_idx;
