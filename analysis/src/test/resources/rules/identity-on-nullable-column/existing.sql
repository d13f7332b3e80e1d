CREATE TABLE carts (id bigint, code text);
INSERT INTO carts VALUES (1, 'a');
-- existing
SET lock_timeout = '2s';
-- expect: high
ALTER TABLE carts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
