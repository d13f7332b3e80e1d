CREATE SCHEMA searched;
CREATE TABLE searched.small (id bigint PRIMARY KEY, a text);
-- existing
SET lock_timeout = '2s';
CREATE TABLE public.small (id bigint PRIMARY KEY, a text);
CREATE TABLE public.other (id bigint PRIMARY KEY, a text);
SET search_path = searched, public;
-- The one in searched is found first.
-- expect: high
CREATE INDEX ON small (a);
-- Nobody knows what else is in a schema that these files have not made.
SET search_path = elsewhere, public;
-- expect: high
CREATE INDEX ON other (a);
