PREPARE mark (text) AS UPDATE orders SET state = $1;
PREPARE one AS UPDATE orders SET state = 'x' WHERE id = 1;
SELECT 1;
-- expect: high
EXECUTE mark('a');
-- expect: high
EXPLAIN ANALYZE EXECUTE mark('b');
DO $$
BEGIN
    -- expect: high
    EXECUTE 'EXECUTE mark(''c'')';
END
$$;
EXECUTE one;
EXPLAIN EXECUTE mark('d');
