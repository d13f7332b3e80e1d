ALTER TABLE orders ADD CONSTRAINT orders_total_not_null CHECK (total IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_not_null;
ALTER TABLE orders ADD CONSTRAINT orders_total_nn NOT NULL total;
ALTER TABLE orders ADD COLUMN twice bigint GENERATED ALWAYS AS (id * 2) VIRTUAL;
