CREATE TABLE visits (id bigint PRIMARY KEY);
CREATE UNLOGGED TABLE clicks (id bigint PRIMARY KEY);
-- existing
SET lock_timeout = '2s';
-- It is logged already.
ALTER TABLE visits SET LOGGED;
-- expect: high
ALTER TABLE visits SET UNLOGGED;
-- expect: high
ALTER TABLE clicks SET LOGGED;
ALTER TABLE clicks SET LOGGED;
