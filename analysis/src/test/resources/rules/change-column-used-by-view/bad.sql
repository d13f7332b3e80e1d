CREATE VIEW mails AS SELECT id, email FROM customers;
CREATE VIEW all_shops AS SELECT s.* FROM shops s;
CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM sellers WHERE id > 1;
-- existing
-- expect: medium
ALTER TABLE customers ALTER COLUMN email TYPE varchar;
-- expect: medium
ALTER TABLE customers DROP COLUMN email;
-- expect: medium
ALTER TABLE shops ALTER COLUMN name TYPE varchar;
-- expect: medium
ALTER TABLE sellers ALTER COLUMN id TYPE numeric;
