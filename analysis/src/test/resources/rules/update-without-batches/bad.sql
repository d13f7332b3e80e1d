-- expect: high
UPDATE orders SET state = 'new';
-- expect: medium
UPDATE orders SET state = 'old' WHERE created < '2020-01-01';
