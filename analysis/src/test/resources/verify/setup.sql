-- What single cases need beside the fixture. A case that begins with CREATE TABLE finds no table of that name.
-- case: add-column-of-constrained-domain/bad.sql
DROP DOMAIN email;
-- case: add-column-with-check/bad.sql
ALTER TABLE orders DROP COLUMN state;
-- case: add-column-with-foreign-key/bad.sql
ALTER TABLE orders DROP COLUMN shop_id;
-- case: add-column-with-volatile-default/good.sql
ALTER TABLE orders DROP COLUMN day, DROP COLUMN state;
-- case: add-domain-constraint-without-not-valid/bad.sql
ALTER DOMAIN email ADD CONSTRAINT email_is_short CHECK (length(VALUE) < 100) NOT VALID;
ALTER TABLE customers ALTER COLUMN email TYPE email;
-- case: add-domain-constraint-without-not-valid/not-null.sql
ALTER TABLE customers ALTER COLUMN email TYPE email;
-- case: add-domain-constraint-without-not-valid/not-null-unnamed.sql
ALTER TABLE customers ALTER COLUMN email TYPE email;
-- case: add-domain-constraint-without-not-valid/good.sql
ALTER TABLE customers ALTER COLUMN email TYPE email;
-- case: add-not-null-column-without-default/bad.sql
ALTER TABLE orders DROP COLUMN state;
-- case: add-not-null-column-without-default/good.sql
ALTER TABLE orders DROP COLUMN state;
-- case: add-primary-key/bad.sql
ALTER TABLE items DROP CONSTRAINT items_pkey;
-- case: add-primary-key/only.sql
ALTER TABLE app.orders DROP CONSTRAINT orders_pkey;
-- case: change-column-type/bad.sql
ALTER TABLE orders ALTER COLUMN id TYPE integer;
ALTER TABLE orders ADD COLUMN note varchar(10);
-- case: change-column-type/conditional.sql
CREATE TABLE carts (id bigint, note varchar(50));
ALTER TABLE orders ADD COLUMN note varchar(50);
-- case: change-rows-under-lock/bad.sql
ALTER TABLE orders DROP COLUMN state;
-- case: change-rows-under-lock/good.sql
ALTER TABLE orders DROP COLUMN state;
-- case: cluster-table/bad.sql
ALTER TABLE customers CLUSTER ON customers_pkey;
-- case: concurrently-in-transaction/bad.sql
CREATE INDEX orders_old_idx ON orders (net);
DROP TABLE events;
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- case: concurrently-in-transaction/do-block.sql
CREATE INDEX orders_old_idx ON orders (net);
-- case: concurrently-in-transaction/tool.sql
CREATE INDEX orders_old_idx ON orders (net);
-- case: create-index-under-lock/bad.sql
ALTER TABLE orders DROP COLUMN day;
-- case: create-index-under-lock/good.sql
ALTER TABLE orders DROP COLUMN day;
-- case: create-index-without-concurrently/conditional.sql
CREATE TABLE carts (id bigint, customer_id bigint, day date);
CREATE TABLE drafts (id bigint, author bigint);
CREATE TABLE app.notes (id bigint, author bigint);
CREATE TABLE lines (id bigint, cart_id bigint);
-- case: create-index-without-concurrently/good-conditional.sql
DROP SCHEMA app CASCADE;
-- case: create-index-without-concurrently/search-path.sql
CREATE TABLE public.carts (id bigint, day date);
-- case: create-index-without-concurrently/set-schema.sql
CREATE TABLE public.carts (id bigint, day date);
-- case: disable-trigger/bad.sql
CREATE TRIGGER orders_audit AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit();
-- case: disable-trigger/good.sql
CREATE TRIGGER orders_audit AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit();
-- case: drop-constraint/bad.sql
ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total >= 0);
-- case: drop-database/bad.sql
CREATE DATABASE reports;
-- case: drop-default-of-not-null-column/bad.sql
ALTER TABLE orders DROP COLUMN state;
-- case: drop-default-of-not-null-column/good.sql
ALTER TABLE orders DROP COLUMN state;
-- case: drop-index-without-concurrently/bad.sql
CREATE INDEX orders_day_idx ON orders (day);
CREATE INDEX orders_a_idx ON app.orders (email);
CREATE INDEX orders_b_idx ON app.orders (note);
-- case: drop-index-without-concurrently/good.sql
CREATE INDEX orders_day_idx ON orders (day);
-- case: change-owner/reassign.sql
DO $$ BEGIN CREATE ROLE legacy; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
-- case: drop-owned/bad.sql
DO $$ BEGIN CREATE ROLE legacy; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
ALTER TABLE sellers OWNER TO legacy;
-- case: drop-owned/good.sql
DO $$ BEGIN CREATE ROLE legacy; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
ALTER TABLE sellers OWNER TO legacy;
-- case: drop-owned/roles.sql
DO $$ BEGIN CREATE ROLE "current_user"; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
-- case: drop-trigger/bad.sql
CREATE TRIGGER orders_audit AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit();
-- case: drop-trigger/replaced-later.sql
CREATE TRIGGER orders_audit AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit();
-- case: drop-trigger/replaced.sql
CREATE TRIGGER orders_audit AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit();
CREATE TRIGGER items_audit AFTER UPDATE ON items FOR EACH ROW EXECUTE FUNCTION audit();
-- case: drop-type/bad.sql
ALTER TABLE customers ADD COLUMN feels mood;
-- case: drop-used-by-view/bad.sql
DROP VIEW open_orders;
-- case: drop-with-cascade/bad.sql
CREATE EXTENSION citext;
CREATE TRIGGER shops_audit AFTER UPDATE ON shops FOR EACH ROW EXECUTE FUNCTION audit();
ALTER TABLE customers ADD COLUMN login citext;
ALTER TABLE orders ALTER COLUMN id SET DEFAULT nextval('order_numbers');
-- case: drop-with-cascade/good.sql
CREATE EXTENSION citext;
-- case: drop-with-cascade/other-kinds.sql
CREATE COLLATION by_number FROM "C";
ALTER TABLE customers ADD COLUMN code text COLLATE by_number;
CREATE ACCESS METHOD columnar TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE wide (id bigint) USING columnar;
CREATE OPERATOR CLASS backwards FOR TYPE integer USING btree AS OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(integer, integer);
CREATE TABLE reversed (id integer) PARTITION BY RANGE (id backwards);
CREATE OPERATOR FAMILY sideways USING btree;
CREATE OPERATOR CLASS sideways_int FOR TYPE integer USING btree FAMILY sideways AS OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(integer, integer);
CREATE INDEX items_line_idx ON items (line sideways_int);
CREATE OPERATOR app.<% (LEFTARG = text, RIGHTARG = text, FUNCTION = starts_with);
ALTER TABLE app.orders ADD CHECK (email OPERATOR(app.<%) 'a');
CREATE TEXT SEARCH CONFIGURATION plain (COPY = pg_catalog.simple);
CREATE INDEX shops_search_idx ON shops USING gin (to_tsvector('plain', name));
CREATE LANGUAGE other HANDLER plpgsql_call_handler;
CREATE FUNCTION other_audit() RETURNS trigger LANGUAGE other AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER sellers_audit AFTER UPDATE ON sellers FOR EACH ROW EXECUTE FUNCTION other_audit();
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER far;
CREATE FOREIGN TABLE theirs (id bigint) SERVER elsewhere;
ALTER TABLE sessions ADD COLUMN shop text;
UPDATE shops SET name = id::text;
CREATE UNIQUE INDEX shops_name_key ON shops (name);
ALTER TABLE sessions ADD FOREIGN KEY (shop) REFERENCES shops (name);
-- case: drop-with-cascade/used.sql
CREATE TRIGGER shops_audit AFTER UPDATE ON shops FOR EACH ROW EXECUTE FUNCTION audit();
CREATE FUNCTION doubled(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
CREATE INDEX orders_doubled ON orders (doubled(quantity));
-- case: drop-with-cascade/words-only.sql
CREATE CAST (email AS bigint) WITH INOUT;
CREATE PUBLICATION everything FOR TABLE orders;
CREATE RULE orders_log AS ON DELETE TO orders DO ALSO SELECT 1;
CREATE STATISTICS orders_stats ON customer_id, shop_id FROM orders;
CREATE FUNCTION noted() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER noted ON ddl_command_end EXECUTE FUNCTION noted();
CREATE CONVERSION app.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE POLICY own ON orders USING (true);
-- case: enforce-constraint/unknown.sql
ALTER TABLE items ADD CONSTRAINT items_order FOREIGN KEY (order_id) REFERENCES orders (id) NOT ENFORCED;
-- case: foreign-key-without-index/bad.sql
ALTER TABLE items DROP CONSTRAINT items_pkey, ADD PRIMARY KEY (id, shop_id);
-- case: foreign-key-without-index/good.sql
ALTER TABLE items DROP CONSTRAINT items_pkey, ADD PRIMARY KEY (id, shop_id);
-- case: inherit-not-null/unknown.sql
CREATE TABLE sales (id bigint, name text);
-- case: insert-from-query-without-limit/bad.sql
DROP TABLE archive;
CREATE TABLE archive (LIKE orders);
-- case: insert-from-query-without-limit/conflict.sql
ALTER TABLE archive ADD PRIMARY KEY (id);
-- case: insert-from-query-without-limit/good.sql
DROP TABLE archive;
CREATE TABLE archive (LIKE orders);
-- case: missing-lock-timeout/reset.sql
CREATE TABLE orders_2001 (id bigint);
-- case: move-index/bad.sql
CREATE INDEX orders_day_idx ON orders (day);
-- case: move-table/access-method.sql
CREATE ACCESS METHOD columnar TYPE TABLE HANDLER heap_tableam_handler;
-- case: move-table/bad.sql
CREATE ACCESS METHOD columnar TYPE TABLE HANDLER heap_tableam_handler;
-- case: primary-key-on-nullable-column/bad.sql
ALTER TABLE items DROP CONSTRAINT items_pkey;
CREATE UNIQUE INDEX items_key ON items (shop_id);
-- case: reindex-without-concurrently/bad.sql
CREATE INDEX orders_day_idx ON app.orders (email);
-- case: reindex-without-concurrently/good.sql
CREATE INDEX orders_day_idx ON orders (day);
CREATE INDEX orders_day_idx ON app.orders (email);
-- case: rename-column/good.sql
ALTER TABLE orders ADD CONSTRAINT orders_check CHECK (total >= 0);
-- case: rename-object/good.sql
DROP TYPE mood;
-- case: restart-sequence/bad.sql
CREATE TABLE numbered (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY);
-- case: restart-sequence/good.sql
CREATE TABLE numbered (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY);
-- case: revoke-access/bad.sql
DROP ROLE IF EXISTS reporting;
-- case: revoke-access/good.sql
DROP ROLE IF EXISTS reader;
-- case: set-generation-expression/bad.sql
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (net * 1.2) STORED;
-- case: set-not-null/conditional.sql
CREATE TABLE carts (id bigint, total numeric);
ALTER TABLE orders ADD COLUMN rank integer DEFAULT 1;
