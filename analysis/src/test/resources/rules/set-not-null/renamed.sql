CREATE TABLE users (id bigint, k integer, k_new integer, j integer);
INSERT INTO users SELECT n, n, n, n FROM generate_series(1, 100) n;
-- existing
ALTER TABLE users ADD CONSTRAINT k_nn CHECK (k IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT k_nn;
ALTER TABLE users RENAME COLUMN k TO k_old;
ALTER TABLE users RENAME COLUMN k_new TO k;
-- The constraint is on the column that is called otherwise now.
-- expect: high
ALTER TABLE users ALTER COLUMN k SET NOT NULL;
ALTER TABLE users ALTER COLUMN k_old SET NOT NULL;
