DO $outer$
BEGIN
    DO $inner$
    BEGIN
        -- expect: high
        CREATE INDEX ON orders (state);
    END
    $inner$;
    -- expect: high
    EXECUTE 'DO $x$ BEGIN IF true THEN CREATE INDEX ON items (line); END IF; END $x$';
    -- expect: high
    -- expect: high
    EXECUTE 'CREATE INDEX ON events (day) WHERE total > 1; SELECT ''it''''s''; CREATE INDEX ON sellers (id)';
END
$outer$;
-- expect: high
DO 'BEGIN EXECUTE ''CREATE INDEX ON customers (mail) WHERE name = ''''a''''''; END';
