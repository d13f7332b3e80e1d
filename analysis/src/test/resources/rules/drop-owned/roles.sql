-- unverified: a superuser owns what the server needs
-- expect: high
DROP OWNED BY CURRENT_USER;
-- unverified: a superuser owns what the server needs
-- expect: high
-- expect: high
DROP OWNED BY "current_user", SESSION_USER CASCADE;
CREATE ROLE visitor;
-- it is granted to nobody
GRANT SELECT ON orders TO visitor;
DROP OWNED BY visitor;
CREATE ROLE worker;
ALTER TABLE shops OWNER TO worker;
-- expect: high
DROP OWNED BY worker;
