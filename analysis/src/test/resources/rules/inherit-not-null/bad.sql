-- postgres: 18
CREATE TABLE shapes (id bigint, name text);
ALTER TABLE shapes ADD CONSTRAINT shapes_named NOT NULL name NO INHERIT;
CREATE TABLE circles (radius integer) INHERITS (shapes);
CREATE TABLE rings (hole integer) INHERITS (circles);
CREATE TABLE squares (CONSTRAINT squares_named NOT NULL name) INHERITS (shapes);
INSERT INTO circles SELECT n, n, n FROM generate_series(1, 100) n;
INSERT INTO rings SELECT n, n, n, n FROM generate_series(1, 100) n;
INSERT INTO squares SELECT n, n FROM generate_series(1, 100) n;
-- existing
-- expect: high
-- expect: high
ALTER TABLE shapes ALTER CONSTRAINT shapes_named INHERIT;
