CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
CREATE TABLE visits (id bigint, at date);
CREATE TABLE people (id bigint);
-- existing
SET lock_timeout = '2s';
-- What rows the application has put into a partition stay with it.
CREATE TABLE new_rest (id bigint, at date);
-- expect: medium insert-from-query-without-limit
INSERT INTO new_rest SELECT id, at FROM events_rest;
CREATE INDEX new_rest_id ON new_rest (id);
BEGIN;
ALTER TABLE events DETACH PARTITION events_rest;
ALTER TABLE events ATTACH PARTITION new_rest DEFAULT;
COMMIT;
ALTER TABLE events DETACH PARTITION new_rest;
-- expect: high
CREATE INDEX new_rest_at ON new_rest (at);
-- expect: high truncate-table
TRUNCATE new_rest;
-- expect: high drop-table
DROP TABLE new_rest;

-- So do those that came by a table that has taken the name of one in use.
CREATE TABLE new_visits (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE visits_24 PARTITION OF new_visits FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE visits_25 PARTITION OF new_visits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- expect: medium insert-from-query-without-limit
INSERT INTO new_visits SELECT id, at FROM visits;
ALTER TABLE new_visits DETACH PARTITION visits_25;
BEGIN;
-- expect: low rename-table
ALTER TABLE visits RENAME TO old_visits;
ALTER TABLE new_visits RENAME TO visits;
COMMIT;
ALTER TABLE visits DETACH PARTITION visits_24;
-- expect: high
CREATE INDEX visits_24_at ON visits_24 (at);
-- expect: high drop-table
DROP TABLE visits_24;
-- This one has left before.
CREATE INDEX visits_25_at ON visits_25 (at);
DROP TABLE visits_25;

CREATE TABLE clerks (LIKE people);
-- expect: medium insert-from-query-without-limit
INSERT INTO clerks SELECT id FROM people;
ALTER TABLE clerks INHERIT people;
ALTER TABLE clerks NO INHERIT people;
-- expect: high
CREATE INDEX clerks_id ON clerks (id);
-- expect: high drop-table
DROP TABLE clerks;
