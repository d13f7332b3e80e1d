-- postgres: 12
CREATE DOMAIN share AS double precision DEFAULT random();
CREATE DOMAIN part AS double precision DEFAULT random() CHECK (VALUE < 2);
-- existing
ALTER TABLE orders ADD COLUMN a share;
-- expect: high add-column-of-constrained-domain
-- expect: high
ALTER TABLE orders ADD COLUMN b part NOT NULL;
-- expect: high
ALTER TABLE orders ADD COLUMN c share DEFAULT random();
