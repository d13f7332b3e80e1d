CREATE UNIQUE INDEX CONCURRENTLY customers_email_key ON customers (email);
ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE USING INDEX customers_email_key;

CREATE TABLE carts (id bigint PRIMARY KEY, code text);
ALTER TABLE carts ADD UNIQUE (code);
