CREATE ROLE reporting LOGIN;
-- existing
-- expect: medium
ALTER ROLE reporting NOLOGIN;
-- expect: medium
ALTER ROLE reporting SET default_transaction_read_only = on;
-- expect: medium
DROP ROLE reporting;
-- expect: low
REVOKE ALL ON orders FROM PUBLIC;
-- expect: medium
REVOKE SELECT (id), UPDATE ON TABLE orders, items FROM pg_monitor;
-- expect: medium
REVOKE ALL ON ALL TABLES IN SCHEMA app FROM pg_monitor;
-- expect: medium
REVOKE USAGE ON SCHEMA app FROM pg_monitor;
-- expect: low
REVOKE ALL ON customers FROM pg_monitor;
GRANT SELECT ON customers TO pg_monitor;
-- unverified: there is no such database
-- expect: medium
ALTER DATABASE shop CONNECTION LIMIT 0;
-- unverified: there is no such database
-- expect: medium
ALTER DATABASE shop SET default_transaction_read_only = on;
-- unverified: there is no such database
-- expect: low
REVOKE CONNECT ON DATABASE shop FROM PUBLIC;
-- unverified: it would end others
-- expect: medium
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reporting';
