CREATE TABLE readings (id integer, at date NOT NULL, note text, more text NOT NULL, CONSTRAINT note_short CHECK (length(note) < 9), CONSTRAINT of_customer FOREIGN KEY (id) REFERENCES customers) PARTITION BY RANGE (at);
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE shapes (id integer NOT NULL, name text, CONSTRAINT name_short CHECK (length(name) < 9), CONSTRAINT own CHECK (id > 0) NO INHERIT);
CREATE TABLE circles (radius integer, CONSTRAINT own CHECK (radius > 0)) INHERITS (shapes);
-- existing
SET lock_timeout = '2s';
-- expect: high
ALTER TABLE ONLY readings ADD CHECK (note <> '');
-- expect: high
ALTER TABLE ONLY readings ADD CONSTRAINT note_there CHECK (note <> '') NOT VALID;
-- expect: high
ALTER TABLE readings ADD CONSTRAINT note_there CHECK (note <> '') NO INHERIT;
-- expect: high
ALTER TABLE readings_2025 DROP CONSTRAINT note_short;
-- expect: high
ALTER TABLE readings_2025 DROP CONSTRAINT of_customer;
-- expect: high
ALTER TABLE ONLY shapes ADD CHECK (name <> '');
-- expect: high
ALTER TABLE circles DROP CONSTRAINT name_short;
-- These are not passed on.
-- expect: medium drop-constraint
ALTER TABLE circles DROP CONSTRAINT own;
-- expect: high add-check-without-not-valid
ALTER TABLE ONLY shapes ADD CHECK (name <> '') NO INHERIT;
-- expect: medium drop-constraint
ALTER TABLE ONLY shapes DROP CONSTRAINT name_short;
