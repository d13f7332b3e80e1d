SET lock_timeout = '2s';
-- expect: medium
ALTER TABLE orders SET TABLESPACE pg_default;
