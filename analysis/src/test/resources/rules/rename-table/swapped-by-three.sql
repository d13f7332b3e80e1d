CREATE TABLE prices (id bigint PRIMARY KEY);
CREATE TABLE prices_new (id bigint PRIMARY KEY);
-- existing
SET lock_timeout = '2s';
BEGIN;
-- expect: low
ALTER TABLE prices RENAME TO prices_between;
-- expect: low
ALTER TABLE prices_new RENAME TO prices;
ALTER TABLE prices_between RENAME TO prices_new;
COMMIT;
-- expect: high
ALTER TABLE prices RENAME TO prices_other;
-- expect: high
ALTER TABLE prices_other RENAME TO prices_last;
