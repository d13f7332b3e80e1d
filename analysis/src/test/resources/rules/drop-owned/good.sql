-- expect: medium change-owner
REASSIGN OWNED BY legacy TO CURRENT_USER;
-- expect: medium revoke-access
REVOKE ALL ON orders FROM legacy;
