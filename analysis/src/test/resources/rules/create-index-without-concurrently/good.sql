CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);

CREATE TABLE shipments (id bigint PRIMARY KEY, order_id bigint NOT NULL);
CREATE INDEX shipments_order_id_idx ON shipments (order_id);

CREATE TEMPORARY TABLE wanted AS SELECT id FROM orders WHERE total > 100;
CREATE INDEX ON wanted (id);
