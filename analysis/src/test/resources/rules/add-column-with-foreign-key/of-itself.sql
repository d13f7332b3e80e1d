-- expect: low
ALTER TABLE orders ADD COLUMN parent_id bigint REFERENCES orders;
-- expect: high
ALTER TABLE public.orders ADD COLUMN root_id bigint DEFAULT 1 REFERENCES orders (id);
