CREATE TABLE shapes (id bigint, area numeric);
CREATE TABLE circles () INHERITS (shapes);
INSERT INTO circles VALUES (1, 2);
-- existing
ALTER TABLE shapes ADD CONSTRAINT shapes_own CHECK (area IS NOT NULL) NO INHERIT NOT VALID;
ALTER TABLE shapes VALIDATE CONSTRAINT shapes_own;
-- The constraint says nothing of circles.
-- expect: high
ALTER TABLE shapes ALTER COLUMN area SET NOT NULL;
ALTER TABLE shapes ADD CONSTRAINT shapes_id CHECK (id IS NOT NULL) NOT VALID;
ALTER TABLE shapes VALIDATE CONSTRAINT shapes_id;
ALTER TABLE shapes ALTER COLUMN id SET NOT NULL;
