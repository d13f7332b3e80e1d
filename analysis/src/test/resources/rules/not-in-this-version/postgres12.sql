-- postgres: 12
SET lock_timeout = '2s';
-- expect: high
ALTER TABLE measurements DETACH PARTITION measurements_2019 CONCURRENTLY;
-- expect: high
CREATE OR REPLACE TRIGGER audit AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION audit();
-- expect: high
CREATE FUNCTION one() RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT 1; END;
CREATE TABLE sections (id integer PRIMARY KEY) PARTITION BY RANGE (id);
-- expect: high
REINDEX INDEX sections_pkey;
REINDEX TABLE sections;
