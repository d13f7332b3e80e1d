SET lock_timeout = '2s';
CREATE SCHEMA searched;
CREATE TABLE public.small (id bigint PRIMARY KEY, a text);
SET search_path = searched, public;
ALTER TABLE small ALTER a SET NOT NULL;
ALTER TABLE small ALTER id TYPE int;
