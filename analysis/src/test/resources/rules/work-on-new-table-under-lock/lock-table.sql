CREATE TABLE parcels (id bigint PRIMARY KEY, code text, weight integer);
INSERT INTO parcels SELECT n, 'a', 1 FROM generate_series(1, 3) n;
-- existing
SET lock_timeout = '2s';
BEGIN;
CREATE TABLE heavy AS SELECT * FROM parcels;
CREATE TEMP TABLE light AS SELECT * FROM parcels;
LOCK TABLE parcels IN SHARE MODE;
-- expect: high
CREATE INDEX ON heavy (weight);
-- expect: high
CREATE INDEX ON light (weight);
-- expect: high
ALTER TABLE heavy ADD CONSTRAINT weight_positive CHECK (weight > 0);
ALTER TABLE heavy ADD CONSTRAINT code_short CHECK (length(code) < 9) NOT VALID;
-- expect: high
ALTER TABLE heavy VALIDATE CONSTRAINT code_short;
-- expect: high
ALTER TABLE heavy ADD PRIMARY KEY (id);
-- expect: high
CLUSTER heavy USING heavy_pkey;
-- expect: medium query-under-lock
ANALYZE heavy;
COMMIT;
