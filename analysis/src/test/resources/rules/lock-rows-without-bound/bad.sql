-- run: transaction
-- expect: medium
SELECT id FROM orders FOR UPDATE;
-- expect: medium
SELECT * FROM orders o JOIN items i ON i.order_id = o.id FOR SHARE OF o;
-- expect: low
SELECT id FROM orders WHERE day < '2020-01-01' FOR NO KEY UPDATE;
-- expect: low
SELECT id FROM shops FOR KEY SHARE;
DO $$
BEGIN
    -- expect: medium
    PERFORM 1 FROM customers FOR UPDATE NOWAIT;
END
$$;
