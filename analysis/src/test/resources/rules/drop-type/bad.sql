-- expect: high
DROP TYPE mood CASCADE;
-- expect: medium
DROP DOMAIN email;
