-- Neither the table nor the column need be what stands here.
CREATE TABLE IF NOT EXISTS carts (id bigint PRIMARY KEY, total numeric NOT NULL, CHECK (id IS NOT NULL));
-- expect: high
ALTER TABLE carts ALTER COLUMN total SET NOT NULL;
-- expect: high
ALTER TABLE carts ALTER COLUMN id SET NOT NULL;

ALTER TABLE orders ADD COLUMN IF NOT EXISTS rank integer NOT NULL DEFAULT 0;
-- expect: high
ALTER TABLE orders ALTER COLUMN rank SET NOT NULL;
