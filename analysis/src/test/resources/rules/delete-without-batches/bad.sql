-- expect: high
DELETE FROM orders;
-- expect: medium
DELETE FROM orders WHERE created < '2020-01-01';
