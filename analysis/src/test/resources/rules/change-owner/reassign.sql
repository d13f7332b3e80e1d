ALTER TABLE shops OWNER TO legacy;
-- existing
-- expect: medium
REASSIGN OWNED BY legacy TO CURRENT_USER;
CREATE ROLE guest;
REASSIGN OWNED BY guest TO CURRENT_USER;
-- expect: low
ALTER TABLE shops OWNER TO legacy;
-- expect: medium
REASSIGN OWNED BY guest, legacy TO CURRENT_USER;
