CREATE DOMAIN label AS text;
ALTER TABLE customers ADD COLUMN tag label;
ALTER TABLE customers ADD COLUMN contact text;
ALTER TABLE customers ADD CONSTRAINT customers_contact_check CHECK (contact LIKE '%@%') NOT VALID;
