CREATE TABLE moments (at timestamptz PRIMARY KEY);
CREATE TABLE happenings (
    a timestamp,
    b timestamp UNIQUE,
    c timestamp CHECK (c > '2000-01-01'),
    d timestamp,
    e timestamp REFERENCES moments
);
CREATE INDEX ON happenings (a);
INSERT INTO happenings SELECT now(), now(), now(), now();
-- existing
SET timezone = 'Etc/UTC';
-- expect: high
ALTER TABLE happenings ALTER COLUMN a TYPE timestamptz;
-- expect: high
ALTER TABLE happenings ALTER COLUMN b TYPE timestamptz;
-- expect: high
ALTER TABLE happenings ALTER COLUMN c TYPE timestamptz;
-- expect: high
ALTER TABLE happenings ALTER COLUMN e TYPE timestamptz;
ALTER TABLE happenings ALTER COLUMN d TYPE timestamptz;
