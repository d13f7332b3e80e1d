CREATE TABLE orders (id bigint PRIMARY KEY);
-- existing
-- That the column is new is known here, since all columns of the table are.
ALTER TABLE orders ADD COLUMN IF NOT EXISTS rank integer NOT NULL DEFAULT 0;
ALTER TABLE orders ALTER COLUMN rank SET NOT NULL;
