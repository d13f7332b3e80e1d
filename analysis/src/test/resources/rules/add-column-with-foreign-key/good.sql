ALTER TABLE orders ADD COLUMN seller_id bigint;
ALTER TABLE orders ADD CONSTRAINT orders_seller_fkey FOREIGN KEY (seller_id) REFERENCES sellers NOT VALID;
CREATE INDEX CONCURRENTLY orders_seller_idx ON orders (seller_id);
ALTER TABLE orders VALIDATE CONSTRAINT orders_seller_fkey;
