ALTER TABLE orders ADD COLUMN rebate numeric;
ALTER TABLE orders ADD CONSTRAINT orders_rebate_check CHECK (rebate >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_rebate_check;
CREATE TABLE drafts (id bigint PRIMARY KEY);
ALTER TABLE drafts ADD COLUMN rebate numeric CHECK (rebate >= 0);
