CREATE TABLE visits (id bigint);
CREATE TABLE trips (id bigint);
-- existing
SET lock_timeout = '2s';
-- What one branch takes away is there for the other.
DO $$
BEGIN
    IF (SELECT count(*) FROM visits) > 10 THEN
        ALTER TABLE visits RENAME TO old_visits;
    ELSE
        -- expect: high
        DROP TABLE IF EXISTS visits;
    END IF;
END $$;
-- expect: high
DROP TABLE IF EXISTS trips;
-- Here it is known to be gone.
DROP TABLE IF EXISTS trips;
