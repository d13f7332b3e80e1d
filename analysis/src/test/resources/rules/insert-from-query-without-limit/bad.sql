-- expect: medium
INSERT INTO archive SELECT * FROM orders;
