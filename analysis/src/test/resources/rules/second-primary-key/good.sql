CREATE TABLE carts (id bigint PRIMARY KEY, code text NOT NULL);
ALTER TABLE carts DROP CONSTRAINT carts_pkey, ADD PRIMARY KEY (code);
