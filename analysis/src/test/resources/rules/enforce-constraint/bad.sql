-- postgres: 18
ALTER TABLE items ADD CONSTRAINT items_order FOREIGN KEY (order_id) REFERENCES orders (id) NOT ENFORCED;
-- existing
-- expect: high
ALTER TABLE items ALTER CONSTRAINT items_order ENFORCED;
