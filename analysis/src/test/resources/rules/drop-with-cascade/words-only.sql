-- expect: medium
DROP CAST (email AS bigint) CASCADE;
-- expect: medium
DROP PUBLICATION IF EXISTS everything CASCADE;
-- expect: medium
DROP RULE orders_log ON orders CASCADE;
-- expect: medium
DROP STATISTICS orders_stats CASCADE;
-- expect: medium
DROP EVENT TRIGGER noted CASCADE;
-- expect: medium
DROP CONVERSION app.latin CASCADE;
-- expect: medium
DROP POLICY own ON orders CASCADE;
