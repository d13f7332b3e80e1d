ALTER TABLE orders ADD COLUMN amount numeric;
CREATE TABLE drafts (id bigint PRIMARY KEY, body text);
ALTER TABLE drafts RENAME COLUMN body TO content;
ALTER TABLE orders RENAME CONSTRAINT orders_check TO orders_total_check;
