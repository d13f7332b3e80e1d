-- expect: high
ALTER TABLE orders ADD CONSTRAINT orders_total_not_null NOT NULL total;
-- expect: high
ALTER TABLE orders ADD NOT NULL customer_id;
-- expect: high
ALTER TABLE orders ADD COLUMN twice bigint GENERATED ALWAYS AS (id * 2) VIRTUAL NOT NULL;
