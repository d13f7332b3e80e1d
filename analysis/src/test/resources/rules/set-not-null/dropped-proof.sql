CREATE TABLE users (id bigint, name text, nick text);
INSERT INTO users SELECT n, 'x', 'y' FROM generate_series(1, 100) n;
-- existing
ALTER TABLE users ADD CONSTRAINT name_nn CHECK (name IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT name_nn;
-- The constraint is gone before the column is looked at, wherever it stands.
-- expect: high
ALTER TABLE users ALTER COLUMN name SET NOT NULL,
    -- expect: medium drop-constraint
    DROP CONSTRAINT name_nn;

ALTER TABLE users ADD CONSTRAINT both_nn CHECK (nick IS NOT NULL AND id IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT both_nn;
ALTER TABLE users DROP COLUMN id;
-- PostgreSQL has dropped the constraint with the one of its columns.
-- expect: high
ALTER TABLE users ALTER COLUMN nick SET NOT NULL;
