CREATE INDEX orders_late ON orders (day);
-- existing
ALTER INDEX orders_late RENAME TO orders_later;
-- This takes another lock than ALTER INDEX.
-- expect: medium
ALTER TABLE orders_later RENAME TO orders_latest;
