CREATE TABLE archive_old () INHERITS (archive);
-- existing
SET lock_timeout = '2s';
ALTER TABLE archive ADD CONSTRAINT archive_id CHECK (id >= 0) NO INHERIT NOT VALID;
ALTER TABLE archive VALIDATE CONSTRAINT archive_id;
ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total >= 0) NOT VALID NO INHERIT;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total;
