-- run: transaction
DO $$
BEGIN
    UPDATE orders SET state = 'new' WHERE id = 1;
    -- expect: high
    COMMIT;
END
$$;
