CREATE TABLE carts (id bigint, code text);
-- expect: high
ALTER TABLE carts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
