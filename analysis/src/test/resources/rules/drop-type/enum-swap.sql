-- As Prisma does it: each column that had the type has lost it before.
CREATE TYPE role AS ENUM ('user', 'admin', 'root');
CREATE TYPE unused AS ENUM ('a');
CREATE TABLE members (id bigint PRIMARY KEY, role role NOT NULL DEFAULT 'user', extra role[]);
INSERT INTO members VALUES (1, 'user', NULL);
-- existing
SET lock_timeout = '2s';
BEGIN;
CREATE TYPE role_new AS ENUM ('user', 'admin');
ALTER TABLE members ALTER COLUMN role DROP DEFAULT;
-- expect: high change-column-type
ALTER TABLE members ALTER COLUMN role TYPE role_new USING (role::text::role_new);
-- expect: high drop-column
ALTER TABLE members DROP COLUMN extra;
ALTER TYPE role RENAME TO role_old;
ALTER TYPE role_new RENAME TO role;
-- expect: low
DROP TYPE role_old;
ALTER TABLE members ALTER COLUMN role SET DEFAULT 'user';
COMMIT;
-- expect: low
DROP TYPE unused;
