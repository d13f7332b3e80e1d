-- expect: medium
DROP SEQUENCE order_numbers;
