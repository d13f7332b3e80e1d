-- expect: low
SELECT id FROM orders FOR UPDATE;
