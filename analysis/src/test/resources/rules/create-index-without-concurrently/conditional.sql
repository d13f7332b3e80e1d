-- A table that may have been there before is in use, whatever stands in its CREATE TABLE.
CREATE TABLE IF NOT EXISTS carts (id bigint PRIMARY KEY, customer_id bigint);
-- expect: high
CREATE INDEX carts_customer_idx ON carts (customer_id);
-- expect: high
CREATE INDEX IF NOT EXISTS carts_day_idx ON carts (day);
BEGIN;
CREATE TABLE IF NOT EXISTS drafts (id bigint PRIMARY KEY, author bigint);
-- expect: high
CREATE INDEX drafts_author_idx ON drafts (author);
COMMIT;
CREATE SCHEMA IF NOT EXISTS app;
CREATE TABLE IF NOT EXISTS app.notes (id bigint PRIMARY KEY, author bigint);
-- expect: high
CREATE INDEX notes_author_idx ON app.notes (author);
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'lines') THEN
        CREATE TABLE lines (id bigint PRIMARY KEY, cart_id bigint);
        CREATE INDEX lines_id_cart_idx ON lines (cart_id, id);
    END IF;
END
$$;
-- expect: high
CREATE INDEX lines_cart_idx ON lines (cart_id);
