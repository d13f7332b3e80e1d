CREATE TABLE visits (id bigint PRIMARY KEY);
CREATE TABLE clicks (id bigint PRIMARY KEY, visit bigint, CONSTRAINT visited FOREIGN KEY (visit) REFERENCES visits);
DROP TABLE visits, clicks;
