CREATE TABLE seats (id serial PRIMARY KEY, number integer);
CREATE SEQUENCE seat_numbers;
ALTER TABLE seats ALTER COLUMN number SET DEFAULT nextval('seat_numbers'::regclass);
CREATE VIEW taken AS SELECT id, number FROM seats;
CREATE MATERIALIZED VIEW many_taken AS SELECT count(*) FROM taken;
-- existing
SET lock_timeout = '2s';
-- expect: medium
DROP SEQUENCE seats_id_seq CASCADE;
-- expect: medium
DROP SEQUENCE seat_numbers CASCADE;
-- expect: medium
DROP VIEW taken CASCADE;
