SET lock_timeout = '2s';
ALTER TABLE measurements ADD CONSTRAINT measurements_value CHECK (value >= 0) NOT VALID;
