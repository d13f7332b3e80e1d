DELETE FROM orders WHERE id = 7;
DELETE FROM orders WHERE ctid = ANY (ARRAY(SELECT ctid FROM orders WHERE created < '2020-01-01' LIMIT 5000));
