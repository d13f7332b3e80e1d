CREATE TABLE visits (id bigint PRIMARY KEY);
CREATE TABLE clicks (id bigint PRIMARY KEY, visit bigint, CONSTRAINT visited FOREIGN KEY (visit) REFERENCES visits);
TRUNCATE visits, clicks;
ALTER TABLE clicks DROP CONSTRAINT visited;
DROP TABLE visits;
CREATE TABLE nodes (id bigint PRIMARY KEY, parent bigint REFERENCES nodes);
TRUNCATE nodes;
DROP TABLE nodes;
