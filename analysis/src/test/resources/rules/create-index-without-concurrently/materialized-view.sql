CREATE MATERIALIZED VIEW names AS SELECT id, name FROM customers;
-- existing
-- expect: low
CREATE INDEX names_name_idx ON names (name);

-- Who reads the old one waits for the whole transaction.
BEGIN;
DROP MATERIALIZED VIEW names;
-- expect: medium query-under-lock
CREATE MATERIALIZED VIEW names AS SELECT id, name FROM customers;
-- unverified: what a transaction makes is not watched while it runs
-- expect: high create-index-under-lock
-- expect: low
CREATE UNIQUE INDEX names_id_idx ON names (id);
COMMIT;
