CREATE TABLE shapes (id bigint, area numeric);
CREATE TABLE circles (radius numeric) INHERITS (shapes);
ALTER TABLE shapes ADD CONSTRAINT shapes_area CHECK (area > 0);
DROP TABLE circles;
ALTER TABLE shapes ADD CONSTRAINT shapes_id CHECK (id > 0);
