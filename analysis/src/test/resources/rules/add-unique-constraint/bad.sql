-- expect: high
ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE (email);
-- expect: high
ALTER TABLE customers ADD UNIQUE (country, tax_number);
ALTER TABLE customers
    -- expect: high
    ADD COLUMN code text UNIQUE;
