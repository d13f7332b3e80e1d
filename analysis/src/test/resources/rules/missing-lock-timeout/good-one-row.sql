SELECT pg_catalog.set_config('lock_timeout', '5s', false) AS bounded;
ALTER TABLE orders ADD COLUMN note text;
