CREATE TABLE visits (id bigint PRIMARY KEY);
CREATE TABLE clicks (id bigint PRIMARY KEY, visit_id bigint REFERENCES visits);
CREATE TABLE buttons (click_id bigint REFERENCES clicks);
-- existing
SET lock_timeout = '2s';
-- expect: high
TRUNCATE visits CASCADE;
