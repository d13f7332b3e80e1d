CREATE TABLE carts (id bigint PRIMARY KEY, state text, note text);
-- existing
-- expect: medium
ALTER TABLE carts RENAME COLUMN status TO state_of_cart;
-- expect: medium
ALTER TABLE carts ALTER COLUMN status SET NOT NULL;
-- expect: medium
ALTER TABLE carts ALTER COLUMN statuses TYPE varchar(20);
-- expect: medium
ALTER TABLE carts ALTER COLUMN stat SET DEFAULT 'new';
-- expect: medium
ALTER TABLE carts DROP COLUMN notes;
-- expect: medium
ALTER TABLE carts ADD COLUMN memo text, ALTER COLUMN memos DROP NOT NULL;
