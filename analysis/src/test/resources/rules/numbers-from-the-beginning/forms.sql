CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY);
CREATE TABLE c (id bigint PRIMARY KEY);
CREATE TABLE d (id bigint PRIMARY KEY);
-- existing
SET lock_timeout = '2s';
CREATE SEQUENCE a_seq;
CREATE SEQUENCE b_seq;
CREATE SEQUENCE c_seq;
CREATE SEQUENCE d_seq;
-- expect: high
ALTER TABLE a ALTER COLUMN id SET DEFAULT pg_catalog.nextval('a_seq'::regclass);
-- expect: high
ALTER TABLE b ALTER COLUMN id SET DEFAULT nextval('b_seq'::text);
-- expect: high
ALTER TABLE c ALTER COLUMN id SET DEFAULT nextval(('public.c_seq'::text)::pg_catalog.regclass);
-- expect: high
ALTER TABLE d ALTER COLUMN id SET DEFAULT nextval(CAST('d_seq' AS regclass));
SELECT setval('d_seq', 1), setval('c_seq', 1, false);
