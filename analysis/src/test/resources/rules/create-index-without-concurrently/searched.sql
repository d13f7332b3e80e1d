SET lock_timeout = '2s';
CREATE SCHEMA searched;
CREATE TABLE public.small (id bigint PRIMARY KEY, a text);
SET search_path = searched, public;
-- There is no other one: the schema before it is new.
CREATE INDEX ON small (a);
CREATE TABLE orders (id bigint PRIMARY KEY, a text);
CREATE INDEX ON orders (a);
CREATE INDEX ON searched.orders (id, a);
