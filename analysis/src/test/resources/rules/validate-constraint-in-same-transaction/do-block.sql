-- The body of DO is in one transaction whatever is around it.
DO $$
BEGIN
    ALTER TABLE orders ADD CONSTRAINT orders_day_not_null CHECK (day IS NOT NULL) NOT VALID;
    -- expect: high
    ALTER TABLE orders VALIDATE CONSTRAINT orders_day_not_null;
END
$$;
