-- run: transaction
-- expect: high
VACUUM orders;
-- expect: high
CREATE DATABASE reports;
-- expect: high
DROP DATABASE reports;
-- expect: high
ALTER SYSTEM SET work_mem = '64MB';
