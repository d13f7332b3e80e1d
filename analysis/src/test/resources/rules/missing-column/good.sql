CREATE TABLE carts (id bigint PRIMARY KEY, state text, note text);
-- existing
ALTER TABLE carts DROP COLUMN IF EXISTS notes;
ALTER TABLE carts ALTER COLUMN note SET DEFAULT '';
ALTER TABLE carts ADD COLUMN memo text, ALTER COLUMN memo SET DEFAULT '';
