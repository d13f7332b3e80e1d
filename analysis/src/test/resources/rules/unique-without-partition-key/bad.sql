-- expect: high
CREATE TABLE readings (id bigint PRIMARY KEY, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE visits (id bigint NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
-- expect: high
ALTER TABLE visits ADD PRIMARY KEY (id);
-- expect: high
CREATE UNIQUE INDEX visits_id_idx ON visits (id);
