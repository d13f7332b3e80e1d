CREATE TABLE carts (id bigint PRIMARY KEY, state text, note text);
CREATE TABLE copied AS SELECT 1 AS a;
CREATE TABLE base (id bigint);
CREATE TABLE heir (own text) INHERITS (base);
CREATE TABLE parts (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE parts_1 PARTITION OF parts DEFAULT;
-- existing
-- expect: high rename-column
ALTER TABLE carts RENAME COLUMN note TO notes;
ALTER TABLE carts ALTER COLUMN notes SET DEFAULT '';
ALTER TABLE copied ALTER COLUMN a SET DEFAULT 2;
-- Heirs and partitions have it too.
ALTER TABLE base ADD COLUMN more text;
ALTER TABLE heir ALTER COLUMN more SET DEFAULT '';
ALTER TABLE parts ADD COLUMN more text;
ALTER TABLE parts_1 ALTER COLUMN more SET DEFAULT '';
-- It may still be there.
-- unverified: the branch is not run
DO $$ BEGIN
  IF current_user = 'nobody' THEN
    -- expect: high drop-column
    ALTER TABLE carts DROP COLUMN state;
  END IF;
END $$;
ALTER TABLE carts ALTER COLUMN state SET DEFAULT 'new';
