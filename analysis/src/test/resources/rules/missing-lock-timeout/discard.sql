SET lock_timeout = '5s';
DISCARD ALL;
-- expect: medium
ALTER TABLE orders ADD COLUMN note text;
