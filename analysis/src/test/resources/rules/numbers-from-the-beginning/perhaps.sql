SET lock_timeout = '2s';
CREATE SEQUENCE IF NOT EXISTS perhaps_new_numbers;
-- expect: medium
ALTER TABLE items ALTER COLUMN line SET DEFAULT nextval('perhaps_new_numbers');
