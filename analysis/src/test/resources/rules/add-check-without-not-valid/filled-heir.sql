CREATE TABLE shapes (id bigint, line integer);
CREATE TABLE lines (note text) INHERITS (shapes);
INSERT INTO lines SELECT id, line FROM items;
-- expect: high
ALTER TABLE shapes ADD CONSTRAINT shapes_line CHECK (line > 0);
