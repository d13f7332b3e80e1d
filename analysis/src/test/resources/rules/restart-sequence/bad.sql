-- expect: medium
ALTER SEQUENCE order_numbers RESTART WITH 1;
-- expect: medium
ALTER TABLE numbered ALTER COLUMN id RESTART;
-- expect: medium
ALTER TABLE numbered ALTER COLUMN id SET INCREMENT BY 5 RESTART WITH 1;
