-- postgres: 14
CREATE TABLE readings (day date NOT NULL, value numeric) PARTITION BY RANGE (day);
CREATE INDEX readings_day_idx ON readings (day);
REINDEX INDEX CONCURRENTLY readings_day_idx;
REINDEX TABLE CONCURRENTLY readings;
