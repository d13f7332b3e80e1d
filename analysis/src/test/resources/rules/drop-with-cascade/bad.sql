-- expect: medium
DROP FUNCTION audit() CASCADE;
-- expect: medium
DROP SEQUENCE IF EXISTS order_numbers CASCADE;
-- expect: high
DROP EXTENSION citext CASCADE;
-- expect: medium
DROP VIEW open_orders CASCADE;
