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
-- case: add-domain-constraint-without-not-valid/good.sql
ALTER TABLE customers ALTER COLUMN email TYPE email;
-- case: add-not-null-column-without-default/bad.sql
ALTER TABLE orders DROP COLUMN state;
-- case: add-not-null-column-without-default/good.sql
ALTER TABLE orders DROP COLUMN state;
-- case: add-primary-key/bad.sql
ALTER TABLE items DROP CONSTRAINT items_pkey;
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
-- case: drop-owned/bad.sql
DO $$ BEGIN CREATE ROLE legacy; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
ALTER TABLE sellers OWNER TO legacy;
-- case: drop-owned/good.sql
DO $$ BEGIN CREATE ROLE legacy; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
-- case: drop-trigger/bad.sql
CREATE TRIGGER orders_audit AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit();
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
-- case: enforce-constraint/unknown.sql
ALTER TABLE items ADD CONSTRAINT items_order FOREIGN KEY (order_id) REFERENCES orders (id) NOT ENFORCED;
-- case: foreign-key-without-index/bad.sql
ALTER TABLE items DROP CONSTRAINT items_pkey, ADD PRIMARY KEY (id, shop_id);
-- case: foreign-key-without-index/good.sql
ALTER TABLE items DROP CONSTRAINT items_pkey, ADD PRIMARY KEY (id, shop_id);
-- case: insert-from-query-without-limit/bad.sql
DROP TABLE archive;
CREATE TABLE archive (LIKE orders);
-- case: insert-from-query-without-limit/good.sql
DROP TABLE archive;
CREATE TABLE archive (LIKE orders);
-- case: missing-lock-timeout/reset.sql
CREATE TABLE orders_2001 (id bigint);
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
-- case: set-generation-expression/bad.sql
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (net * 1.2) STORED;
-- case: set-not-null/conditional.sql
CREATE TABLE carts (id bigint, total numeric);
ALTER TABLE orders ADD COLUMN rank integer DEFAULT 1;
