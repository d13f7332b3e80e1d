-- expect: medium
UPDATE orders SET total = 0 WHERE ctid >= '(0,0)';
-- expect: medium
UPDATE orders SET total = 0 WHERE ctid > '(0,0)' AND ctid < '(1000000,0)';
-- expect: medium
UPDATE orders SET total = 0 WHERE ctid >= '(0,0)' AND ctid <= (SELECT max(o.ctid) FROM orders o);
-- expect: medium
UPDATE orders SET total = 0 WHERE ctid <> '(0,0)';
-- expect: medium
UPDATE orders SET total = 0 WHERE id > 0;
-- expect: medium
UPDATE orders SET total = 0 WHERE id BETWEEN 1 AND 1000000000;
-- expect: medium
UPDATE orders SET total = 0 WHERE id NOT BETWEEN 5 AND 6;
-- expect: medium
UPDATE orders SET total = 0 WHERE id BETWEEN 1 AND (SELECT max(o.id) FROM orders o);
-- expect: medium
UPDATE orders SET total = 0 WHERE quantity BETWEEN 1 AND 1000;
-- expect: medium
UPDATE orders SET total = 0 WHERE id % 10 = 3;
-- Those are batches.
UPDATE orders SET total = 0 WHERE ctid >= '(0,0)' AND ctid < '(1000,0)';
UPDATE orders SET total = 0 WHERE ctid BETWEEN '(5000000,0)'::tid AND '(5001000,0)'::tid;
UPDATE orders SET total = 0 WHERE ctid < '(1000,0)';
UPDATE orders SET total = 0 WHERE id BETWEEN 1 AND 1000;
UPDATE orders SET total = 0 WHERE id > 5000000 AND id <= 5000000 + 1000 AND state = 'new';
