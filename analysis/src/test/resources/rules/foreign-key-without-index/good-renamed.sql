CREATE TABLE carts (id bigint PRIMARY KEY, customer_id bigint);
CREATE INDEX carts_customer_idx ON carts (customer_id);
ALTER TABLE carts RENAME COLUMN customer_id TO buyer_id;
ALTER TABLE carts ADD CONSTRAINT carts_buyer FOREIGN KEY (buyer_id) REFERENCES customers;
