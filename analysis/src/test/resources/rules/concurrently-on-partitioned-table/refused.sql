CREATE TABLE orders (id bigint PRIMARY KEY, day date, note text);
CREATE INDEX orders_day_idx ON orders (day);
CREATE INDEX orders_note_idx ON orders (note);
CREATE MATERIALIZED VIEW days AS SELECT DISTINCT day FROM orders;
CREATE MATERIALIZED VIEW notes AS SELECT DISTINCT note FROM orders;
CREATE UNIQUE INDEX notes_key ON notes (lower(note));
CREATE UNIQUE INDEX notes_some_key ON notes (note) WHERE note > 'a';
CREATE MATERIALIZED VIEW keyed AS SELECT id FROM orders;
CREATE UNIQUE INDEX keyed_key ON keyed (id);
-- existing
SET lock_timeout = '2s';
-- expect: high
REFRESH MATERIALIZED VIEW CONCURRENTLY days;
-- expect: high
REFRESH MATERIALIZED VIEW CONCURRENTLY notes;
REFRESH MATERIALIZED VIEW CONCURRENTLY keyed;
-- expect: high
REFRESH MATERIALIZED VIEW CONCURRENTLY keyed WITH NO DATA;
-- expect: high
DROP INDEX CONCURRENTLY orders_day_idx, orders_note_idx;
-- expect: high
DROP INDEX CONCURRENTLY orders_day_idx CASCADE;
DROP INDEX CONCURRENTLY orders_day_idx;
