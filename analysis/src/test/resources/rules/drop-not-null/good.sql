CREATE TABLE carts (id bigint PRIMARY KEY, total numeric NOT NULL);
ALTER TABLE carts ALTER COLUMN total DROP NOT NULL;
