CREATE TABLE carts (id bigint PRIMARY KEY);
DROP TABLE carts;
CREATE TEMPORARY TABLE scratch (id bigint);
DROP TABLE scratch;
