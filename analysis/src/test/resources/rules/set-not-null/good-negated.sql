CREATE TABLE carts (id bigint PRIMARY KEY, owner text, note text, CHECK (NOT (owner IS NULL) AND NOT note IS NULL));
INSERT INTO carts SELECT g, 'a', 'b' FROM generate_series(1, 100) g;
-- existing
SET lock_timeout = '5s';
ALTER TABLE carts ALTER COLUMN owner SET NOT NULL;
ALTER TABLE carts ALTER COLUMN note SET NOT NULL;
