ALTER TABLE orders
    ADD CONSTRAINT orders_total_positive CHECK (total >= 0) NOT VALID,
    -- expect: high
    VALIDATE CONSTRAINT orders_total_positive;
