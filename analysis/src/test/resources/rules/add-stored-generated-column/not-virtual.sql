CREATE DOMAIN money_amount AS numeric;
CREATE FUNCTION taxed(net numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT net * 1.2';
-- existing
SET lock_timeout = '2s';
-- expect: high
ALTER TABLE orders ADD COLUMN gross_of_function numeric GENERATED ALWAYS AS (taxed(net)) STORED;
-- expect: high
ALTER TABLE orders ADD COLUMN gross_of_domain money_amount GENERATED ALWAYS AS (net * 1.2) STORED;
-- expect: high
ALTER TABLE orders ADD COLUMN gross_indexed numeric GENERATED ALWAYS AS (net * 1.2) STORED;
CREATE INDEX CONCURRENTLY orders_gross_idx ON orders (gross_indexed);
-- expect: high
ALTER TABLE orders ADD COLUMN gross_rounded numeric(10, 2) GENERATED ALWAYS AS (round((net * 1.2)::numeric, 2)) STORED NOT NULL;
