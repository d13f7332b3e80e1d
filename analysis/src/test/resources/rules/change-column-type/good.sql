CREATE TABLE orders (
    name varchar(20),
    title varchar(20),
    code text,
    total numeric(10, 2),
    rate numeric(10, 2),
    made timestamp(3),
    pause interval(3),
    net cidr,
    flags varbit(8)
);
-- existing
ALTER TABLE orders ALTER COLUMN name TYPE varchar(40);
ALTER TABLE orders ALTER COLUMN name TYPE varchar;
ALTER TABLE orders ALTER COLUMN title TYPE text;
ALTER TABLE orders ALTER COLUMN code TYPE character varying;
ALTER TABLE orders ALTER COLUMN total TYPE numeric(12, 2);
ALTER TABLE orders ALTER COLUMN rate TYPE numeric;
ALTER TABLE orders ALTER COLUMN made TYPE timestamp;
ALTER TABLE orders ALTER COLUMN pause TYPE interval;
ALTER TABLE orders ALTER COLUMN net TYPE inet;
ALTER TABLE orders ALTER COLUMN flags TYPE varbit(16);
