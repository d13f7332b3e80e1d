CREATE TABLE users (id bigint, email text);
CREATE TABLE events (id bigint, at date);
CREATE TABLE sums (id bigint);
CREATE VIEW names AS SELECT email FROM users;
CREATE VIEW mails AS SELECT id, email FROM users;
CREATE VIEW figures AS SELECT id FROM sums;
CREATE VIEW totals AS SELECT id FROM sums;
CREATE SCHEMA shop;
CREATE TABLE shop.carts (id bigint);
INSERT INTO users SELECT n, 'm' FROM generate_series(1, 100) n;
INSERT INTO events SELECT n, make_date(2024, 1, 1) FROM generate_series(1, 100) n;
-- existing
SET lock_timeout = '2s';
-- A name that is free under a condition has been used as well.
CREATE TABLE new_users AS SELECT * FROM users;
CREATE INDEX new_users_id ON new_users (id);
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_class WHERE relname = 'users') THEN
        -- expect: low rename-table
        ALTER TABLE users RENAME TO old_users;
    END IF;
END $$;
ALTER TABLE new_users RENAME TO users;
-- expect: high
CREATE INDEX users_email ON users (email);
-- expect: high truncate-table
TRUNCATE users;

-- A partition has the rows of the table that has taken the name, and so have those below it.
CREATE TABLE new_events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_24 PARTITION OF new_events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (id);
CREATE TABLE events_24_all PARTITION OF events_24 DEFAULT;
INSERT INTO new_events SELECT * FROM events;
CREATE INDEX events_24_all_id ON events_24_all (id);
BEGIN;
-- expect: low rename-table
ALTER TABLE events RENAME TO old_events;
ALTER TABLE new_events RENAME TO events;
COMMIT;
-- expect: high
CREATE INDEX events_24_at ON events_24 (at);
-- expect: high
CREATE INDEX events_24_all_at ON events_24_all (at);
-- Into this one nothing has been put yet.
CREATE TABLE events_25 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX events_25_at ON events_25 (at);
INSERT INTO events SELECT id, make_date(2025, 1, 1) FROM old_events;
-- expect: high
CREATE INDEX events_25_id ON events_25 (id);

-- Views are used by their names as tables are.
CREATE TABLE new_names AS SELECT email FROM users;
BEGIN;
-- expect: medium drop-object
DROP VIEW names;
ALTER TABLE new_names RENAME TO names;
-- In the same transaction nobody can.
CREATE INDEX names_email ON names (email);
COMMIT;
-- expect: high
CREATE INDEX names_lower ON names (lower(email));

CREATE TABLE new_mails AS SELECT id, email FROM users;
BEGIN;
ALTER TABLE mails RENAME TO old_mails;
ALTER TABLE new_mails RENAME TO mails;
COMMIT;
-- expect: high
CREATE INDEX mails_id ON mails (id);

-- What is read by such a name is in use, too, here by another view.
CREATE TABLE new_sums AS SELECT id FROM sums;
CREATE VIEW all_sums AS SELECT id FROM new_sums;
CREATE VIEW new_figures AS SELECT id FROM all_sums;
CREATE INDEX new_sums_id ON new_sums (id);
BEGIN;
ALTER VIEW figures RENAME TO old_figures;
ALTER VIEW new_figures RENAME TO figures;
CREATE INDEX new_sums_half ON new_sums ((id / 2));
COMMIT;
-- expect: high
CREATE INDEX new_sums_tenth ON new_sums ((id / 10));

CREATE TABLE more_sums AS SELECT id FROM sums;
CREATE OR REPLACE VIEW totals AS SELECT id FROM more_sums;
-- expect: high
CREATE INDEX more_sums_id ON more_sums (id);

CREATE TABLE sum_rows AS SELECT id FROM sums;
BEGIN;
ALTER TABLE sums RENAME TO oldest_sums;
CREATE VIEW sums AS SELECT id FROM sum_rows;
COMMIT;
-- expect: high
CREATE INDEX sum_rows_id ON sum_rows (id);

BEGIN;
-- expect: high drop-schema
DROP SCHEMA shop CASCADE;
CREATE SCHEMA shop;
CREATE TABLE shop.carts AS SELECT id FROM old_users;
CREATE TABLE shop.items AS SELECT id FROM old_users;
COMMIT;
-- expect: high
CREATE INDEX carts_id ON shop.carts (id);
CREATE INDEX items_id ON shop.items (id);
