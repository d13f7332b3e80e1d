-- expect: high
ALTER DOMAIN email ADD CONSTRAINT email_has_at CHECK (VALUE LIKE '%@%');
-- expect: medium
ALTER DOMAIN email VALIDATE CONSTRAINT email_is_short;
-- expect: high
ALTER DOMAIN email SET NOT NULL;
