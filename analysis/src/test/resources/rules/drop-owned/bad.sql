/* REASSIGN OWNED BY legacy TO nobody; */
-- expect: high
DROP OWNED BY legacy;
-- unverified: it owns nothing any more
-- expect: medium change-owner
REASSIGN OWNED BY legacy TO CURRENT_USER;
ALTER TABLE shops OWNER TO legacy;
-- expect: high
DROP OWNED BY legacy CASCADE;
