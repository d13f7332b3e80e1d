-- expect: high
SET session_replication_role = replica;
SET session_replication_role TO DEFAULT;
BEGIN;
-- expect: high
SET LOCAL session_replication_role = 'replica';
COMMIT;
