CREATE TABLE checked (
    a integer CHECK (a > 0),
    b oid CHECK (b <> 0),
    c integer,
    d integer,
    e integer,
    f integer
);
ALTER TABLE checked ADD CHECK (c < d);
ALTER TABLE checked ADD CHECK (e > 0) NOT VALID;
INSERT INTO checked SELECT n, n, n, n + 1, n, n FROM generate_series(1, 3) n;
-- existing
-- expect: high
ALTER TABLE checked ALTER COLUMN a TYPE oid;
-- expect: high
ALTER TABLE checked ALTER COLUMN b TYPE integer;
-- expect: high
ALTER TABLE checked ALTER COLUMN d TYPE oid;
ALTER TABLE checked ALTER COLUMN e TYPE oid;
ALTER TABLE checked ALTER COLUMN f TYPE oid;
