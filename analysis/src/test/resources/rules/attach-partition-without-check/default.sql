CREATE TABLE shipments (region text NOT NULL, amount numeric) PARTITION BY LIST (region);
CREATE TABLE shipments_eu PARTITION OF shipments FOR VALUES IN ('eu', 'uk');
CREATE TABLE shipments_us (region text NOT NULL, amount numeric, CHECK (region = 'us'));
-- existing
SET lock_timeout = '2s';
-- expect: medium
ALTER TABLE shipments ATTACH PARTITION shipments_us DEFAULT;
