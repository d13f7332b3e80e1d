DO $$
DECLARE
    part text := 'archive';
BEGIN
    -- expect: high create-index-without-concurrently
    EXECUTE format('CREATE INDEX ON %I (customer_id)', 'orders');
    -- expect: high create-index-without-concurrently
    EXECUTE pg_catalog.format($f$CREATE INDEX ON %I (at)$f$, part);
    -- expect: high create-index-without-concurrently
    EXECUTE format('CREATE INDEX %1$I ON %2$I (at) WHERE id %% 2 = 0', part || '_at', part);
    EXECUTE format('ALTER TABLE %I '
        -- expect: high add-column-with-volatile-default
        || 'ADD COLUMN %I uuid DEFAULT gen_random_uuid()', 'customers', 'code');
    EXECUTE format('COMMENT ON TABLE %I IS %L', part, 'what is over');
    EXECUTE format('CREATE TABLE %I (id bigint PRIMARY KEY, a integer)', 'fresh');
    EXECUTE format('CREATE INDEX fresh_a ON %1$I (a)', 'fresh');
    -- What is made under a name that nobody can know says nothing of the next one.
    EXECUTE format('CREATE TABLE %I (id bigint PRIMARY KEY, a integer)', part || '_old');
    -- expect: high create-index-without-concurrently
    EXECUTE format('CREATE INDEX ON %I (a)', part || '_old');
    -- expect: medium
    -- expect: high drop-table
    EXECUTE format('DROP TABLE %s', part);
    -- expect: medium
    EXECUTE format('%s %I', 'DROP TABLE', 'events');
    -- expect: medium
    EXECUTE format('SELECT 1 AS ' || part, 'x');
END
$$;
