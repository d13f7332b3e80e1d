-- expect: high
ALTER TABLE orders ADD COLUMN rebate numeric CHECK (rebate >= 0);
ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new'
-- expect: high
    CONSTRAINT orders_state CHECK (state IN ('new', 'paid'));
