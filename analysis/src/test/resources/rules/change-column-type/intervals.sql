CREATE TABLE spans (
    a interval day,
    b interval year to month,
    c interval month,
    d interval year,
    e interval day,
    f interval second(3),
    g interval day to second(3),
    h interval,
    i interval hour,
    j interval month,
    k interval second(4)
);
-- existing
ALTER TABLE spans ALTER COLUMN a TYPE interval day to second;
ALTER TABLE spans ALTER COLUMN b TYPE interval month;
ALTER TABLE spans ALTER COLUMN c TYPE interval year to month;
ALTER TABLE spans ALTER COLUMN d TYPE interval day;
ALTER TABLE spans ALTER COLUMN e TYPE interval(3);
ALTER TABLE spans ALTER COLUMN f TYPE interval day to second(4);
ALTER TABLE spans ALTER COLUMN g TYPE interval(3);
ALTER TABLE spans ALTER COLUMN h TYPE interval second;
-- expect: high
ALTER TABLE spans ALTER COLUMN i TYPE interval day;
-- expect: high
ALTER TABLE spans ALTER COLUMN j TYPE interval year;
-- expect: high
ALTER TABLE spans ALTER COLUMN k TYPE interval second(3);
