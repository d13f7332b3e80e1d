ALTER TABLE measurements_2030 ADD CONSTRAINT measurements_2030_bounds
    CHECK (day IS NOT NULL AND day >= '2030-01-01' AND day < '2031-01-01') NOT VALID;
ALTER TABLE measurements_2030 VALIDATE CONSTRAINT measurements_2030_bounds;
ALTER TABLE measurements ATTACH PARTITION measurements_2030 FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');

CREATE TABLE measurements_2031 (LIKE measurements);
ALTER TABLE measurements ATTACH PARTITION measurements_2031 FOR VALUES FROM ('2031-01-01') TO ('2032-01-01');
