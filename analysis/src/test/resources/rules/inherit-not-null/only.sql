-- postgres: 18
CREATE TABLE shapes (id bigint, name text);
ALTER TABLE shapes ADD CONSTRAINT shapes_named NOT NULL name NO INHERIT;
CREATE TABLE circles (radius integer) INHERITS (shapes);
INSERT INTO circles SELECT n, n, n FROM generate_series(1, 100) n;
-- existing
-- expect: high
ALTER TABLE ONLY shapes ALTER CONSTRAINT shapes_named INHERIT;
