CREATE SEQUENCE numbers_for_a_while;
SELECT nextval('numbers_for_a_while');
DROP SEQUENCE numbers_for_a_while;
