CREATE TABLE visits (id bigint GENERATED ALWAYS AS IDENTITY, day date NOT NULL, page text) PARTITION BY RANGE (day);
-- existing
-- expect: medium
CREATE TABLE visits_2030 PARTITION OF visits
    (CONSTRAINT id_above_zero CHECK (id > 0), page DEFAULT 'none' NOT NULL, PRIMARY KEY (id, day), day CHECK (day > '2000-01-01'))
    FOR VALUES FROM ('2030-01-01') TO ('2031-01-01') WITH (fillfactor = 70) TABLESPACE pg_default;
-- expect: medium
-- expect: medium unlogged-table
CREATE UNLOGGED TABLE IF NOT EXISTS visits_2031 PARTITION OF public.visits
    FOR VALUES FROM ('2031-01-01') TO ('2032-01-01');
-- expect: medium
CREATE TABLE visits_2032 PARTITION OF visits FOR VALUES FROM ('2032-01-01') TO ('2033-01-01') PARTITION BY LIST (page);
-- expect: medium
CREATE TABLE visits_others PARTITION OF visits DEFAULT;
