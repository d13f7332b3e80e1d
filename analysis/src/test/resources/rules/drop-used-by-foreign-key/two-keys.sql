CREATE TABLE visits (id bigint PRIMARY KEY, code integer UNIQUE);
CREATE TABLE clicks (visit_id bigint REFERENCES visits, code integer REFERENCES visits (code));
-- existing
SET lock_timeout = '2s';
-- expect: high drop-column
-- expect: high
ALTER TABLE visits DROP COLUMN code;
