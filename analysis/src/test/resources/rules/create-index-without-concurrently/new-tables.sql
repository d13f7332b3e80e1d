CREATE TABLE prices (id bigint PRIMARY KEY, price numeric);
CREATE TABLE months (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
INSERT INTO prices SELECT n, n FROM generate_series(1, 100) n;
-- existing
-- Nobody knows what the file itself makes before it is over, however many rows it gets, and in whichever transaction.
CREATE TABLE staged_prices AS SELECT * FROM prices;
CREATE INDEX staged_prices_id ON staged_prices (id);
ALTER TABLE staged_prices ADD PRIMARY KEY (id);
TRUNCATE staged_prices;
DROP TABLE staged_prices;

CREATE TABLE new_prices (LIKE prices INCLUDING ALL);
INSERT INTO new_prices SELECT * FROM prices;
CREATE INDEX new_prices_price ON new_prices (price);
BEGIN;
SET LOCAL lock_timeout = '2s';
-- The old one is gone from its name; of the new one nobody knew the name.
-- expect: low rename-table
ALTER TABLE prices RENAME TO old_prices;
ALTER TABLE new_prices RENAME TO prices;
COMMIT;
SET lock_timeout = '2s';
-- From here on it is in use.
-- expect: high
CREATE INDEX prices_later ON prices (price);

CREATE TABLE months_1 (LIKE months);
INSERT INTO months_1 SELECT id, make_date(2024, 1, 1) FROM prices;
CREATE INDEX months_1_at ON months_1 (at);
ALTER TABLE months_1 ADD CHECK (at >= '2024-01-01' AND at < '2024-02-01');
ALTER TABLE months ATTACH PARTITION months_1 FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- expect: high
CREATE INDEX months_1_id ON months_1 (id);

-- expect: high rename-table
ALTER TABLE old_prices RENAME TO oldest_prices;
CREATE TABLE old_prices AS SELECT * FROM oldest_prices;
-- expect: high
CREATE INDEX old_prices_id ON old_prices (id);
