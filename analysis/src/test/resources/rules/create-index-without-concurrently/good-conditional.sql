-- A table that cannot have been there before is new in spite of IF NOT EXISTS.
-- sluice:ignore drop-table, missing-lock-timeout: nothing but this file has ever used it
DROP TABLE IF EXISTS scratch;
CREATE TABLE IF NOT EXISTS scratch (id bigint PRIMARY KEY, customer_id bigint);
CREATE INDEX scratch_customer_idx ON scratch (customer_id);

CREATE TABLE carts (id bigint PRIMARY KEY, customer_id bigint);
CREATE TABLE IF NOT EXISTS carts (id bigint);
CREATE INDEX IF NOT EXISTS carts_customer_idx ON carts (customer_id);

CREATE SCHEMA app;
CREATE TABLE IF NOT EXISTS app.notes (id bigint PRIMARY KEY, author bigint);
CREATE INDEX notes_author_idx ON app.notes (author);

CREATE TEMPORARY TABLE IF NOT EXISTS wanted (id bigint, rank integer);
CREATE INDEX wanted_rank_idx ON wanted (rank);
DO $$
BEGIN
    CREATE TABLE lines (id bigint PRIMARY KEY, cart_id bigint);
END
$$;
CREATE INDEX lines_cart_idx ON lines (cart_id);
