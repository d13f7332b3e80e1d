CREATE TABLE visits (id integer NOT NULL, place varchar(10), total numeric(8, 2), code varchar(10), note varchar(10))
    PARTITION BY RANGE (id);
CREATE TABLE visits_0 PARTITION OF visits FOR VALUES FROM (0) TO (1000);
CREATE INDEX visits_place_idx ON visits (place);
ALTER TABLE visits ADD UNIQUE (id, total) INCLUDE (code);
CREATE INDEX visits_0_note_idx ON visits_0 (note);
INSERT INTO visits SELECT n, n, n, n, n FROM generate_series(1, 100) n;
-- existing
-- PostgreSQL keeps no index of a partitioned table.
-- expect: high
ALTER TABLE visits ALTER COLUMN place TYPE varchar(20);
-- expect: high
ALTER TABLE visits ALTER COLUMN total TYPE numeric(10, 2);
-- expect: high
ALTER TABLE visits ALTER COLUMN code TYPE text;
ALTER TABLE visits ALTER COLUMN note TYPE varchar(20);
