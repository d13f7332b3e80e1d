CREATE TABLE carts (id bigint PRIMARY KEY);
CLUSTER carts USING carts_pkey;
