-- expect: medium
ALTER SEQUENCE order_numbers RESTART WITH 1;
-- expect: medium
ALTER TABLE numbered ALTER COLUMN id RESTART;
