ALTER TABLE orders ADD COLUMN day date;
CREATE INDEX CONCURRENTLY orders_day_idx ON orders (day);

BEGIN;
CREATE TABLE drafts (id bigint PRIMARY KEY);
ALTER TABLE drafts ADD COLUMN day date;
CREATE INDEX drafts_day_idx ON drafts (day);
COMMIT;
