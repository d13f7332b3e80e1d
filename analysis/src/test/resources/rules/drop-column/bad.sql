-- expect: high
ALTER TABLE orders DROP COLUMN discount;

ALTER TABLE IF EXISTS ONLY app.orders
    ADD COLUMN rebate numeric,
    -- expect: high
    DROP IF EXISTS "Discount" CASCADE;
