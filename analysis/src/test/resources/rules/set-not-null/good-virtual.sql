SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (coalesce(net, 0) * 1.2) VIRTUAL;
ALTER TABLE orders ADD CONSTRAINT orders_gross_not_null NOT NULL gross NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_gross_not_null;
ALTER TABLE orders ALTER COLUMN gross TYPE double precision;
