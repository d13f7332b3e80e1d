SELECT set_config('lock_timeout', '5s', false) WHERE false;
-- expect: medium
ALTER TABLE orders ADD COLUMN note text;
