SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
SET lock_timeout = 0;
-- sluice:ignore missing-lock-timeout: the table is archived, and nobody asks for it
ALTER TABLE orders_2001 ADD COLUMN note text;
-- expect: medium
ALTER TABLE items ADD COLUMN note text;
