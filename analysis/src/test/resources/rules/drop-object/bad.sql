-- expect: medium
DROP VIEW open_orders;
-- expect: low
DROP FUNCTION IF EXISTS audit();
-- expect: low
DROP SEQUENCE order_numbers;
