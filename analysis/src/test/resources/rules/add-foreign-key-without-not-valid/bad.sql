-- expect: high
ALTER TABLE orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id);
-- expect: high
ALTER TABLE orders ADD FOREIGN KEY (shop_id) REFERENCES shops DEFERRABLE INITIALLY DEFERRED;
