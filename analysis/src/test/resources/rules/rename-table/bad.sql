-- expect: high
ALTER TABLE orders RENAME TO purchases;
-- expect: high
ALTER TABLE app.customers SET SCHEMA crm;
