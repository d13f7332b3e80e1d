CREATE TABLE lines (id bigint, line integer, note text);
INSERT INTO lines SELECT n, n FROM generate_series(1, 100) n;
-- existing
CREATE TABLE shapes (id bigint, line integer);
ALTER TABLE lines INHERIT shapes;
-- Who uses the heir waits.
-- expect: high
ALTER TABLE shapes ADD CONSTRAINT shapes_line CHECK (line > 0);
