-- The parent is new, but what inherits from it is not.
CREATE TABLE positive (id bigint NOT NULL, quantity integer);
ALTER TABLE items ADD COLUMN quantity integer;
ALTER TABLE items INHERIT positive;
-- expect: high
ALTER TABLE positive ADD CONSTRAINT positive_quantity CHECK (quantity > 0);
-- expect: high add-column-with-volatile-default
ALTER TABLE positive ADD COLUMN code text DEFAULT gen_random_uuid()::text;
ALTER TABLE ONLY positive ADD CONSTRAINT positive_own CHECK (quantity > 1) NO INHERIT NOT VALID;
ALTER TABLE items NO INHERIT positive;
ALTER TABLE positive ADD CONSTRAINT positive_id CHECK (id > 0);
