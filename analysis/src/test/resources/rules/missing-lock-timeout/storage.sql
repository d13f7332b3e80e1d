ALTER TABLE orders SET (fillfactor = 70, toast.autovacuum_enabled = false);
-- expect: medium
ALTER TABLE orders RESET (fillfactor, user_catalog_table);
