CREATE TABLE orders (
    name varchar(20),
    total numeric(10, 2),
    number integer,
    letters char(4),
    made timestamp
);
-- existing
-- expect: high
ALTER TABLE orders ALTER COLUMN name TYPE varchar(10);
-- expect: high
ALTER TABLE orders ALTER COLUMN total TYPE numeric(12, 3);
-- expect: high
ALTER TABLE orders ALTER COLUMN number TYPE text;
-- expect: high
ALTER TABLE orders ALTER COLUMN letters TYPE text;
-- expect: high
ALTER TABLE orders ALTER COLUMN made TYPE timestamptz;
