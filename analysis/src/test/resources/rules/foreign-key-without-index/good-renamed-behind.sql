CREATE TABLE carts (
    id bigint PRIMARY KEY,
    customer_id bigint,
    shop_id bigint REFERENCES shops,
    item_id bigint,
    CONSTRAINT carts_buyer FOREIGN KEY (customer_id) REFERENCES customers
);
CREATE INDEX carts_shop_idx ON carts (shop_id) WHERE shop_id IS NOT NULL;
ALTER TABLE carts RENAME COLUMN customer_id TO buyer_id;
CREATE INDEX carts_buyer_idx ON carts (buyer_id);
ALTER TABLE carts ADD CONSTRAINT carts_item FOREIGN KEY (item_id) REFERENCES items;
ALTER TABLE carts RENAME COLUMN item_id TO piece_id;
ALTER TABLE carts RENAME CONSTRAINT carts_item TO carts_piece;
ALTER TABLE carts RENAME TO baskets;
CREATE INDEX baskets_piece_idx ON baskets (piece_id);
ALTER TABLE baskets RENAME COLUMN shop_id TO store_id;
