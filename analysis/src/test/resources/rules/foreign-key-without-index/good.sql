CREATE TABLE carts (
    id bigint PRIMARY KEY REFERENCES sessions,
    customer_id bigint REFERENCES customers,
    shop_id bigint REFERENCES shops,
    item_id bigint,
    FOREIGN KEY (shop_id, item_id) REFERENCES items
);
CREATE INDEX carts_customer_idx ON carts (customer_id, id);
CREATE INDEX carts_item_idx ON carts (item_id, shop_id);
CREATE INDEX carts_shop_idx ON carts (shop_id) WHERE shop_id IS NOT NULL;
ALTER TABLE orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;
