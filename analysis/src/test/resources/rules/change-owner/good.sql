CREATE TABLE carts (id bigint PRIMARY KEY);
ALTER TABLE carts OWNER TO shop;
