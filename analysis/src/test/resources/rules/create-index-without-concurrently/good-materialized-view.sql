-- What the file makes itself nobody reads yet.
CREATE MATERIALIZED VIEW names AS SELECT id, name FROM customers;
CREATE UNIQUE INDEX names_id_idx ON names (id);

CREATE MATERIALIZED VIEW mails AS SELECT id, mail FROM customers WITH NO DATA;
CREATE UNIQUE INDEX mails_id_idx ON mails (id);
REFRESH MATERIALIZED VIEW mails;
