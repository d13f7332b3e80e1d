CREATE TABLE public.orders (id bigint PRIMARY KEY, state text);
CREATE VIEW public.orders_in_state AS SELECT id FROM public.orders WHERE state = 'open';
CREATE SCHEMA searched;
-- existing
SET lock_timeout = '2s';
SET search_path = searched, public;
-- expect: medium change-column-used-by-view
ALTER TABLE orders DROP COLUMN state;
-- expect: high
DROP TABLE orders;
