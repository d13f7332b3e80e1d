CREATE TABLE parcels (id bigint PRIMARY KEY, code text, weight integer);
INSERT INTO parcels SELECT n, 'a', 1 FROM generate_series(1, 3) n;
-- existing
SET lock_timeout = '2s';
BEGIN;
CREATE TABLE parcels_new (LIKE parcels INCLUDING DEFAULTS);
INSERT INTO parcels_new SELECT * FROM parcels WHERE id < 100;
CREATE INDEX parcels_weight ON parcels_new (weight);
ALTER TABLE parcels_new ADD PRIMARY KEY (id);
ALTER TABLE parcels_new ALTER COLUMN code SET NOT NULL;
ALTER TABLE parcels RENAME TO parcels_old;
ALTER TABLE parcels_new RENAME TO parcels;
-- No row is looked at.
ALTER TABLE parcels ADD COLUMN note text;
ALTER TABLE parcels ALTER COLUMN note SET DEFAULT '';
-- What is empty is soon done.
CREATE TABLE labels (id bigint, parcel bigint REFERENCES parcels);
CREATE INDEX ON labels (parcel);
INSERT INTO labels VALUES (1, 1);
CREATE INDEX ON labels (id);
COMMIT;

-- Each by itself.
CREATE TABLE heavy (id bigint, weight integer);
INSERT INTO heavy SELECT id, weight FROM parcels WHERE weight > 9;
ALTER TABLE parcels ADD COLUMN remark text;
ALTER TABLE heavy ADD CONSTRAINT weight_positive CHECK (weight > 0) NOT VALID;
ALTER TABLE heavy VALIDATE CONSTRAINT weight_positive;
