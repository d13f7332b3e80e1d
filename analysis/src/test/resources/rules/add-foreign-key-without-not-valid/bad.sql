-- expect: high
ALTER TABLE orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id);
-- expect: high
ALTER TABLE orders ADD FOREIGN KEY (shop_id) REFERENCES shops DEFERRABLE INITIALLY DEFERRED;

-- Nobody uses the new table, but writers of the other one wait until its rows have been looked up.
CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint, shop_id bigint);
INSERT INTO lines SELECT id, order_id FROM items WHERE id < 100;
BEGIN;
-- expect: medium
ALTER TABLE lines ADD FOREIGN KEY (order_id) REFERENCES orders;
COMMIT;

BEGIN;
CREATE TABLE notes AS SELECT id, order_id FROM items;
-- expect: medium
ALTER TABLE notes ADD FOREIGN KEY (order_id) REFERENCES orders;
COMMIT;
