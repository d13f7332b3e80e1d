CREATE TABLE carts (id bigint PRIMARY KEY);
ALTER INDEX carts_pkey SET TABLESPACE fast;
-- unverified: PostgreSQL takes a tablespace there from version 14 on, and the index is new
REINDEX (TABLESPACE fast) INDEX CONCURRENTLY carts_pkey;
