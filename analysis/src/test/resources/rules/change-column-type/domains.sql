CREATE DOMAIN short AS varchar(5);
CREATE DOMAIN word AS varchar;
CREATE DOMAIN rank AS integer;
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE TABLE ranks (id bigint PRIMARY KEY, a short, b varchar(5), c integer, d text, e short, f short, g integer);
-- existing
ALTER TABLE ranks ALTER COLUMN a TYPE varchar;
ALTER TABLE ranks ALTER COLUMN b TYPE short;
ALTER TABLE ranks ALTER COLUMN c TYPE rank;
ALTER TABLE ranks ALTER COLUMN d TYPE word;
-- expect: high
ALTER TABLE ranks ALTER COLUMN d TYPE short;
-- expect: high
ALTER TABLE ranks ALTER COLUMN e TYPE varchar(5);
ALTER TABLE ranks ALTER COLUMN f TYPE word;
-- expect: high
ALTER TABLE ranks ALTER COLUMN g TYPE positive;
