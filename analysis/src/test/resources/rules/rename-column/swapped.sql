ALTER TABLE customers ADD COLUMN fax_new bigint;
-- existing
BEGIN;
-- expect: low
ALTER TABLE customers RENAME COLUMN fax TO fax_old;
-- expect: high
ALTER TABLE customers RENAME COLUMN fax_new TO fax;
COMMIT;

-- expect: high
ALTER TABLE orders RENAME COLUMN total TO total_old;
ALTER TABLE orders ADD COLUMN total_new bigint;
-- Nobody knows it yet.
ALTER TABLE orders RENAME COLUMN total_new TO total;
