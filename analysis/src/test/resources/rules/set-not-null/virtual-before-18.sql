-- postgres: 17
-- expect: high not-in-this-version
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (coalesce(net, 0) * 1.2) VIRTUAL NOT NULL;
