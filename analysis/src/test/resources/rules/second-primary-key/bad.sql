CREATE TABLE carts (id bigint PRIMARY KEY, code text NOT NULL);
-- expect: high
ALTER TABLE carts ADD PRIMARY KEY (code);
