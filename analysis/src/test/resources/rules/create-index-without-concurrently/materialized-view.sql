CREATE MATERIALIZED VIEW names AS SELECT id, name FROM customers;
-- existing
-- expect: low
CREATE INDEX names_name_idx ON names (name);

-- Who reads the old one waits for the whole transaction, but nobody for the new one.
BEGIN;
DROP MATERIALIZED VIEW names;
-- expect: medium query-under-lock
CREATE MATERIALIZED VIEW names AS SELECT id, name FROM customers;
CREATE UNIQUE INDEX names_id_idx ON names (id);
COMMIT;

BEGIN;
ALTER MATERIALIZED VIEW names RENAME TO names_old;
-- expect: medium query-under-lock
CREATE MATERIALIZED VIEW names AS SELECT id, name FROM customers;
CREATE UNIQUE INDEX names_id_key ON names (id);
COMMIT;
-- By then it is read again.
-- expect: low
CREATE INDEX names_name_key ON names (name);
