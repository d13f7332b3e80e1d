-- postgres: 18
CREATE TABLE shapes (id bigint, name text);
ALTER TABLE shapes ADD CONSTRAINT shapes_named NOT NULL name NO INHERIT;
CREATE TABLE circles (radius integer) INHERITS (shapes);
INSERT INTO circles SELECT n, n, n FROM generate_series(1, 100) n;
ALTER TABLE circles ADD CONSTRAINT circles_named NOT NULL name NOT VALID;
-- existing
SET lock_timeout = '2s';
ALTER TABLE circles VALIDATE CONSTRAINT circles_named;
ALTER TABLE shapes ALTER CONSTRAINT shapes_named INHERIT;
ALTER TABLE shapes ALTER CONSTRAINT shapes_named NO INHERIT;
