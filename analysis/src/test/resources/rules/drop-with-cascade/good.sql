DROP FUNCTION audit();
CREATE SEQUENCE numbers_for_now;
DROP SEQUENCE numbers_for_now RESTRICT;
DROP EXTENSION citext;
