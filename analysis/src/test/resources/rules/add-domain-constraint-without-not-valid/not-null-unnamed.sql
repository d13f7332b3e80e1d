-- expect: high
ALTER DOMAIN email ADD NOT NULL;
