SELECT setval('order_numbers', (SELECT max(id) FROM orders));
ALTER SEQUENCE order_numbers INCREMENT BY 10;
CREATE SEQUENCE new_numbers;
ALTER SEQUENCE new_numbers RESTART WITH 1000;
ALTER TABLE numbered ALTER COLUMN id SET INCREMENT BY 5;
