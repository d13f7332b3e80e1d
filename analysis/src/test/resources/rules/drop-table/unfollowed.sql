CREATE TABLE users (id bigint);
CREATE TABLE users_backup (id bigint);
-- existing
SET lock_timeout = '2s';
-- expect: high
DROP TABLE users_backup;
DROP TABLE IF EXISTS users_backup;
SELECT * INTO users_backup FROM users;
-- expect: high
DROP TABLE IF EXISTS users_backup;
