ALTER TABLE orders
    -- expect: medium
    ADD COLUMN seller_id bigint REFERENCES sellers (id) ON DELETE SET NULL,
    -- expect: high
    ADD COLUMN shop_id bigint DEFAULT 1 CONSTRAINT orders_shop REFERENCES shops;
