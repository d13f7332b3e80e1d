-- postgres: 18
ALTER TABLE items ADD CONSTRAINT items_order FOREIGN KEY (order_id) REFERENCES orders (id);
ALTER TABLE items ADD CONSTRAINT items_shop FOREIGN KEY (shop_id) REFERENCES shops (id);
-- existing
ALTER TABLE items ALTER CONSTRAINT items_order NOT ENFORCED;
-- expect: high
ALTER TABLE items ALTER CONSTRAINT items_order ENFORCED;
ALTER TABLE items ALTER CONSTRAINT items_order ENFORCED;
DO $$
BEGIN
    IF current_date > '2020-01-01' THEN
        ALTER TABLE items ALTER CONSTRAINT items_shop NOT ENFORCED;
    END IF;
END
$$;
-- expect: high
ALTER TABLE items ALTER CONSTRAINT items_shop ENFORCED;
