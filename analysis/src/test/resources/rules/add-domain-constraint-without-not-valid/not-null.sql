-- expect: high
ALTER DOMAIN email ADD CONSTRAINT email_is_there NOT NULL;
