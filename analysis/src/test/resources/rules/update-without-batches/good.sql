UPDATE orders SET state = 'new' WHERE id = 7;
UPDATE orders SET state = 'new' WHERE id IN (SELECT id FROM orders WHERE state IS NULL LIMIT 5000);
