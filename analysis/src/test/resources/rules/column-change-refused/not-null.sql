-- postgres: 18
CREATE TABLE readings (at date NOT NULL, note text, more text NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE visits (at date NOT NULL, note text) PARTITION BY RANGE (at);
CREATE TABLE visits_2025 (at date NOT NULL, note text NOT NULL);
ALTER TABLE visits ATTACH PARTITION visits_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE shapes (id integer, name text);
CREATE TABLE circles (radius integer) INHERITS (shapes);
-- existing
SET lock_timeout = '2s';
-- expect: high
ALTER TABLE ONLY readings ALTER COLUMN note SET NOT NULL;
-- expect: high
ALTER TABLE ONLY visits ALTER COLUMN note SET NOT NULL;
-- It is so already.
ALTER TABLE ONLY readings ALTER COLUMN more SET NOT NULL;
-- What only inherits is left as it is.
-- expect: high set-not-null
ALTER TABLE ONLY shapes ALTER COLUMN name SET NOT NULL;
-- expect: high
ALTER TABLE ONLY shapes ADD CONSTRAINT id_there NOT NULL id;
