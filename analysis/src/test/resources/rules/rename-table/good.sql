BEGIN;
ALTER TABLE orders RENAME TO purchases;
CREATE VIEW orders AS SELECT * FROM purchases;
COMMIT;
ALTER INDEX orders_pkey RENAME TO purchases_pkey;
