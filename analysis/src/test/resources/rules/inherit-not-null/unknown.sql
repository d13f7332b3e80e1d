-- postgres: 18
ALTER TABLE sales ADD CONSTRAINT sales_named NOT NULL name NO INHERIT;
-- existing
-- expect: medium
ALTER TABLE sales ALTER CONSTRAINT sales_named INHERIT;
