ALTER TABLE customers
    -- expect: high
    ADD COLUMN code text COLLATE "C" UNIQUE,
    -- expect: high
    ADD COLUMN tag text CONSTRAINT customers_tag UNIQUE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE customers ADD COLUMN region text, ADD COLUMN branch text,
    -- expect: high
    ADD CONSTRAINT customers_branch UNIQUE (region, branch);
