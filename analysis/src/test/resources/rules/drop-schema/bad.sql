-- expect: high
DROP SCHEMA old CASCADE;
-- expect: medium
DROP SCHEMA IF EXISTS empty_one;
