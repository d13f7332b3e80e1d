SET lock_timeout = '2s';
BEGIN;
-- The lock is on the table that it refers to.
CREATE TABLE notes (id bigint, customer bigint REFERENCES customers, at date) PARTITION BY RANGE (at);
CREATE TABLE notes_2030 PARTITION OF notes FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
-- expect: high change-rows-under-lock
INSERT INTO notes SELECT id, id, make_date(2030, 5, 5) FROM customers;
-- expect: high
CREATE INDEX ON notes (customer);
-- expect: high
CREATE INDEX ON notes_2030 (at);
COMMIT;
