SET lock_timeout = '2s';
CREATE SCHEMA app;
CREATE TABLE public.small (id bigint PRIMARY KEY, a text);
SET search_path = app, public;
-- There is no other one: the schema before it is new.
CREATE INDEX ON small (a);
CREATE TABLE orders (id bigint PRIMARY KEY, a text);
CREATE INDEX ON orders (a);
CREATE INDEX ON app.orders (id, a);
