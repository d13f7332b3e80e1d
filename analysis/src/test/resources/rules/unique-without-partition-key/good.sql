CREATE TABLE readings (id bigint, day date NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE UNIQUE INDEX readings_day_idx ON readings (day, id);
CREATE INDEX readings_id_idx ON readings (id);
