ALTER TABLE items ADD CONSTRAINT items_order FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID;
-- existing
BEGIN;
ALTER TABLE customers ADD COLUMN note text;
-- expect: high
ALTER TABLE items VALIDATE CONSTRAINT items_order;
COMMIT;
