ALTER TABLE orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_customer_fkey;
ALTER TABLE orders
    ADD CONSTRAINT orders_shop_fkey FOREIGN KEY (shop_id) REFERENCES shops DEFERRABLE INITIALLY DEFERRED NOT VALID;

CREATE TABLE carts (id bigint PRIMARY KEY, customer_id bigint);
ALTER TABLE carts ADD FOREIGN KEY (customer_id) REFERENCES customers;
CREATE INDEX carts_customer_idx ON carts (customer_id);
