CREATE TABLE coupons (id bigint PRIMARY KEY);
CREATE TABLE codes (id bigint);
-- existing
-- expect: high add-auto-increment-column
-- expect: high
ALTER TABLE coupons ADD COLUMN no bigserial PRIMARY KEY;
-- expect: high add-auto-increment-column
-- expect: high add-primary-key
ALTER TABLE codes ADD COLUMN no bigserial PRIMARY KEY;
