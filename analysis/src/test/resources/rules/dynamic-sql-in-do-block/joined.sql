DO $$
BEGIN
    -- expect: high add-column-with-volatile-default
    EXECUTE 'ALTER TABLE customers ' || 'ADD COLUMN r2 uuid DEFAULT gen_random_uuid()';
    EXECUTE 'ALTER TABLE customers '
        -- expect: high drop-column
        || E'\n\tDROP COLUMN '
        || 'fax';
    -- expect: medium
    EXECUTE 'DROP TABLE arch' || 'ive';
    -- expect: medium
    EXECUTE 'SELECT 1 AS ' || quote_ident('x');
END
$$;
-- expect: high drop-column
DO LANGUAGE plpgsql E'BEGIN\n ALTER TABLE shops DROP COLUMN name;\nEND';
