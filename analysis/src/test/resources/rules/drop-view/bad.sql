-- expect: medium
DROP VIEW open_orders;
