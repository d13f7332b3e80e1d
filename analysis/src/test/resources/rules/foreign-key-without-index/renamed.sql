CREATE TABLE carts (
    id bigint PRIMARY KEY,
    -- expect: medium
    customer_id bigint REFERENCES customers,
    -- expect: medium
    shop_id bigint REFERENCES shops
);
ALTER TABLE carts RENAME COLUMN customer_id TO buyer_id;
ALTER TABLE carts ADD COLUMN customer_id bigint;
CREATE INDEX carts_customer_idx ON carts (customer_id);
ALTER TABLE carts RENAME TO baskets;
