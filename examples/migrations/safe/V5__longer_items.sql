SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN item TYPE varchar(80);
