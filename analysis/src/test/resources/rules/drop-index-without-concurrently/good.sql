DROP INDEX CONCURRENTLY IF EXISTS orders_day_idx;

CREATE TABLE drafts (id bigint PRIMARY KEY, day date);
CREATE INDEX drafts_day_idx ON drafts (day);
DROP INDEX drafts_day_idx;
