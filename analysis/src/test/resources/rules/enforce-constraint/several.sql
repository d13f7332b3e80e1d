ALTER TABLE items ADD CONSTRAINT items_of_orders FOREIGN KEY (order_id) REFERENCES orders (id) NOT ENFORCED;
-- existing
-- expect: high
ALTER TABLE items ADD COLUMN note text, ALTER CONSTRAINT items_of_orders ENFORCED, ALTER COLUMN line SET DEFAULT 1;
