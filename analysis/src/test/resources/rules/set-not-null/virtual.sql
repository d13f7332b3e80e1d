-- expect: high
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (coalesce(net, 0) * 1.2) VIRTUAL NOT NULL;
-- expect: high
ALTER TABLE orders ADD COLUMN twice numeric NOT NULL GENERATED ALWAYS AS (coalesce(net, 0) * 2);
-- expect: high add-column-with-check
ALTER TABLE orders ADD COLUMN half numeric GENERATED ALWAYS AS (net / 2) VIRTUAL CHECK (half >= 0);
