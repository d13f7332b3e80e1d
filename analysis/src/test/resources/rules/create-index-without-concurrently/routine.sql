CREATE FUNCTION index_orders() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CREATE INDEX ON orders (state);
    PERFORM index_items('it''s');
END
$$;
CREATE FUNCTION index_items(note text) RETURNS bigint LANGUAGE sql AS 'CREATE INDEX ON items (line); SELECT 1::bigint';
CREATE PROCEDURE index_events() LANGUAGE plpgsql AS $$ BEGIN CREATE INDEX ON events (day); END $$;
-- expect: high
-- expect: high
SELECT index_orders();
-- expect: high
CALL index_events();
DO $$
BEGIN
    -- expect: high
    PERFORM public.index_items('again');
END
$$;
SELECT audit_name FROM (SELECT 'index_orders' AS audit_name) names;
