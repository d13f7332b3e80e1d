ALTER TABLE shops OWNER TO legacy;
-- existing
-- expect: medium
REASSIGN OWNED BY legacy TO CURRENT_USER;
CREATE ROLE visitor;
REASSIGN OWNED BY visitor TO CURRENT_USER;
-- expect: medium
REASSIGN OWNED BY visitor, legacy TO CURRENT_USER;
