-- Meters and their readings, partitioned by month.
CREATE SCHEMA meter;
CREATE TABLE meter.site (id bigint PRIMARY KEY, label varchar(40), city text, opened date);
CREATE TABLE meter.device (
    id bigint PRIMARY KEY,
    site_id bigint,
    serial_number varchar(32),
    firmware varchar(16) DEFAULT '1.0',
    installed timestamp(3),
    address cidr,
    flags bit varying(8),
    settings jsonb
);
CREATE TABLE meter.reading (device_id bigint NOT NULL, taken timestamptz NOT NULL, value double precision) PARTITION BY RANGE (taken);
CREATE TABLE meter.reading_2024 PARTITION OF meter.reading FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE meter.reading_2025 PARTITION OF meter.reading FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE meter.reading_2026 (device_id bigint NOT NULL, taken timestamptz NOT NULL, value double precision);
CREATE TABLE meter.reading_2027 (device_id bigint NOT NULL, taken timestamptz NOT NULL, value double precision);
CREATE TABLE meter.alarm (id integer, device_id bigint, raised timestamptz DEFAULT now(), cleared timestamptz, level smallint);
CREATE INDEX alarm_device ON meter.alarm (device_id);
INSERT INTO meter.site SELECT n, 's' || n, 'Wien', '2020-01-01' FROM generate_series(1, 20) n;
INSERT INTO meter.device (id, site_id, serial_number) SELECT n, n, 'n' || n FROM generate_series(1, 20) n;
INSERT INTO meter.reading SELECT n, '2024-06-01', n FROM generate_series(1, 20) n;
INSERT INTO meter.reading_2026 SELECT n, '2026-06-01', n FROM generate_series(1, 20) n;
INSERT INTO meter.reading_2027 SELECT n, '2027-06-01', n FROM generate_series(1, 20) n;
INSERT INTO meter.alarm SELECT n, n FROM generate_series(1, 20) n;
-- migration: the next year, attached
ALTER TABLE meter.reading ATTACH PARTITION meter.reading_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- migration: bounds of the year after
ALTER TABLE meter.reading_2027 ADD CONSTRAINT bounds CHECK (taken >= '2027-01-01' AND taken < '2028-01-01') NOT VALID;
-- migration: bounds of the year after, validated
ALTER TABLE meter.reading_2027 VALIDATE CONSTRAINT bounds;
-- migration: the year after, attached
ALTER TABLE meter.reading ATTACH PARTITION meter.reading_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
-- migration: a year that is yet empty
CREATE TABLE meter.reading_2028 PARTITION OF meter.reading FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');
-- migration: readings by device
CREATE INDEX reading_device ON meter.reading (device_id);
-- migration: readings by time, for new partitions only
CREATE INDEX reading_taken ON ONLY meter.reading (taken);
-- migration without transaction: readings by time in an old partition
CREATE INDEX CONCURRENTLY reading_2024_taken ON meter.reading_2024 (taken);
-- migration: and tied together
ALTER INDEX meter.reading_taken ATTACH PARTITION meter.reading_2024_taken;
-- migration without transaction: an old year goes
ALTER TABLE meter.reading DETACH PARTITION meter.reading_2024 CONCURRENTLY;
-- migration: another one too
ALTER TABLE meter.reading DETACH PARTITION meter.reading_2025;
-- migration: quality of readings
ALTER TABLE meter.reading ADD COLUMN quality smallint NOT NULL DEFAULT 0;
-- migration: devices stand at sites
ALTER TABLE meter.device ADD FOREIGN KEY (site_id) REFERENCES meter.site (id);
-- migration: alarms belong to devices, with a delay for the check
ALTER TABLE meter.alarm ADD CONSTRAINT alarm_of_device FOREIGN KEY (device_id) REFERENCES meter.device (id) NOT VALID;
-- migration: alarms belong to devices, checked
ALTER TABLE meter.alarm VALIDATE CONSTRAINT alarm_of_device;
-- migration: alarms have a key
ALTER TABLE meter.alarm ADD PRIMARY KEY (id);
-- migration: alarms have a level, announced
ALTER TABLE meter.alarm ADD CONSTRAINT level_present CHECK (level IS NOT NULL) NOT VALID;
UPDATE meter.alarm SET level = 1 WHERE id = 1;
-- migration: alarms have a level, filled
UPDATE meter.alarm SET level = 1;
-- migration: alarms have a level, checked
ALTER TABLE meter.alarm VALIDATE CONSTRAINT level_present;
-- migration: alarms have a level, for good
ALTER TABLE meter.alarm ALTER COLUMN level SET NOT NULL;
ALTER TABLE meter.alarm DROP CONSTRAINT level_present;
-- migration: alarms are raised at some time
ALTER TABLE meter.alarm ALTER COLUMN raised SET NOT NULL, ALTER COLUMN id SET NOT NULL;
-- migration: longer serial numbers
ALTER TABLE meter.device ALTER COLUMN serial_number TYPE varchar(64), ALTER COLUMN firmware TYPE varchar;
-- migration: addresses with hosts
ALTER TABLE meter.device ALTER COLUMN address TYPE inet;
-- migration: more flags
ALTER TABLE meter.device ALTER COLUMN flags TYPE bit varying(16);
-- migration: installed to the microsecond
ALTER TABLE meter.device ALTER COLUMN installed TYPE timestamp;
-- migration: shorter labels
ALTER TABLE meter.site ALTER COLUMN label TYPE varchar(20);
-- migration: levels may grow
ALTER TABLE meter.alarm ALTER COLUMN level TYPE integer;
-- migration: settings are an object
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'settings_object') THEN
        ALTER TABLE meter.device ADD CONSTRAINT settings_object CHECK (jsonb_typeof(settings) = 'object');
    END IF;
END
$$;
-- migration: when an alarm was seen
ALTER TABLE meter.alarm ADD COLUMN IF NOT EXISTS seen timestamptz DEFAULT clock_timestamp();
-- migration: who saw it
ALTER TABLE meter.alarm ADD COLUMN seen_by text DEFAULT current_user;
-- migration: settings may be found
CREATE INDEX device_settings ON meter.device USING gin (settings jsonb_path_ops);
-- migration: a log of what is done to devices
CREATE TABLE IF NOT EXISTS meter.device_log (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, device_id bigint NOT NULL, what text);
-- migration: look the log up by device
CREATE INDEX IF NOT EXISTS device_log_device ON meter.device_log (device_id);
-- migration without transaction: clean up
VACUUM (ANALYZE) meter.alarm;
-- migration without transaction: compact
VACUUM FULL meter.alarm;
-- migration: sort
CLUSTER meter.alarm USING alarm_pkey;
-- migration without transaction: fresh indexes
REINDEX TABLE CONCURRENTLY meter.alarm;
-- migration: a fresh index
REINDEX INDEX meter.alarm_device;
-- migration: fast import
ALTER TABLE meter.device_log SET UNLOGGED;
-- migration: readings are few in the big city
ALTER TABLE meter.site ADD COLUMN size text NOT NULL DEFAULT 'small', ADD CHECK (size IN ('small', 'large'));
-- migration: access
GRANT USAGE ON SCHEMA meter TO shop;
GRANT SELECT ON meter.site, meter.device TO shop;
-- migration: serial numbers in a form
ALTER TABLE meter.device ADD COLUMN serial_form text GENERATED ALWAYS AS (upper(serial_number)) STORED;
-- migration: storage
ALTER TABLE meter.device ALTER COLUMN settings SET STORAGE EXTERNAL;
-- migration: names
ALTER TABLE meter.device RENAME COLUMN firmware TO firmware_version;
-- migration: swap of two tables
ALTER TABLE meter.site RENAME TO site_old;
CREATE TABLE meter.site (LIKE meter.site_old INCLUDING ALL);
INSERT INTO meter.site SELECT * FROM meter.site_old;
-- migration: parts of a site
CREATE TABLE meter.part (id bigint PRIMARY KEY, site_id bigint REFERENCES meter.site (id));
CREATE INDEX part_site ON meter.part (site_id);
-- migration: log entries are of devices
ALTER TABLE meter.device_log ADD FOREIGN KEY (device_id) REFERENCES meter.device (id);
-- migration: empty the log
TRUNCATE meter.device_log;
-- migration: kinds of alarms
CREATE TABLE meter.alarm_kind (name text PRIMARY KEY);
INSERT INTO meter.alarm_kind VALUES ('fire'), ('water');
-- migration: alarms of a kind
ALTER TABLE meter.alarm ADD COLUMN kind text REFERENCES meter.alarm_kind (name);
