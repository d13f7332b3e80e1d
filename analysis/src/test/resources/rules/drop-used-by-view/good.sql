CREATE TABLE carts (id bigint PRIMARY KEY);
CREATE VIEW full_carts AS SELECT id FROM carts;
DROP VIEW full_carts;
DROP TABLE carts;
