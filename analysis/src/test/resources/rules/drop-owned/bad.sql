/* REASSIGN OWNED BY legacy TO nobody; */
-- expect: high
DROP OWNED BY legacy;
REVOKE ALL ON shops FROM legacy;
REASSIGN OWNED BY legacy TO CURRENT_USER;
-- expect: high
DROP OWNED BY legacy CASCADE;
