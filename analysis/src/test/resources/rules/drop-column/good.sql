CREATE TABLE drafts (id bigint, body text, old text);
ALTER TABLE drafts DROP COLUMN old;
ALTER TABLE orders ADD COLUMN rebate numeric;
