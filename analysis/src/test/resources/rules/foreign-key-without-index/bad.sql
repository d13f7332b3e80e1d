CREATE TABLE carts (
    id bigint PRIMARY KEY,
    -- expect: medium
    customer_id bigint REFERENCES customers,
    shop_id bigint,
    item_id bigint,
    -- expect: medium
    FOREIGN KEY (shop_id) REFERENCES shops (id),
    -- expect: medium
    CONSTRAINT carts_item FOREIGN KEY (item_id, shop_id) REFERENCES items
);
CREATE INDEX carts_item_idx ON carts (item_id);
CREATE INDEX carts_shop_idx ON carts (shop_id) WHERE item_id > 4;
ALTER TABLE orders ADD COLUMN seller_id bigint;
-- expect: medium
ALTER TABLE orders ADD CONSTRAINT orders_seller FOREIGN KEY (seller_id) REFERENCES sellers NOT VALID;
