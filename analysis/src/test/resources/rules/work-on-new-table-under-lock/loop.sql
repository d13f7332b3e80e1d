CREATE TABLE parcels (id bigint PRIMARY KEY, code text, weight integer);
INSERT INTO parcels SELECT n, 'a', 1 FROM generate_series(1, 3) n;
-- existing
SET lock_timeout = '2s';
BEGIN;
CREATE TABLE heavy (id bigint, weight integer);
CREATE TABLE kinds (id bigint, weight integer);
DO $$
DECLARE
    parcel record;
BEGIN
    FOR parcel IN SELECT * FROM parcels LOOP
        IF parcel.weight > 0 THEN
            INSERT INTO heavy VALUES (parcel.id, parcel.weight);
        END IF;
    END LOOP;
    FOR i IN 1..20 LOOP
        INSERT INTO kinds VALUES (i, i);
    END LOOP;
END
$$;
ALTER TABLE parcels ADD COLUMN note text;
-- expect: high
CREATE INDEX ON heavy (weight);
CREATE INDEX ON kinds (weight);
DO $$
BEGIN
    -- expect: high
    ALTER TABLE heavy ADD CHECK (weight > 0);
END
$$;
COMMIT;

BEGIN;
CREATE TABLE light (id bigint, weight integer);
ALTER TABLE parcels ADD COLUMN more text;
DO $$
DECLARE
    parcel record;
BEGIN
    -- expect: medium query-under-lock
    FOR parcel IN SELECT * FROM parcels LOOP
        -- expect: high change-rows-under-lock
        INSERT INTO light VALUES (parcel.id, parcel.weight);
    END LOOP;
    -- expect: high
    CREATE INDEX ON light (weight);
END
$$;
COMMIT;
