CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN', 'GUEST');
CREATE TABLE "User" (id bigint PRIMARY KEY, role "Role" NOT NULL);
CREATE TYPE weather AS ENUM ('dry');
CREATE VIEW late_orders AS SELECT 1 AS id;
CREATE VIEW late_orders_new AS SELECT 1 AS id;
-- existing
BEGIN;
CREATE TYPE "Role_new" AS ENUM ('USER', 'ADMIN');
ALTER TABLE "User" ALTER COLUMN role TYPE "Role_new" USING (role::text::"Role_new");
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
COMMIT;

-- In between, no type has the name.
-- expect: high
ALTER TYPE weather RENAME TO weather_old;
CREATE TYPE weather AS ENUM ('wet');

BEGIN;
-- expect: low
ALTER VIEW late_orders RENAME TO late_orders_old;
-- expect: high
ALTER VIEW late_orders_new RENAME TO late_orders;
COMMIT;
