ALTER TABLE measurements_2030 ADD CONSTRAINT measurements_2030_bounds CHECK (day >= '2030-01-01' AND day < '2031-01-01');
-- existing
-- expect: medium
ALTER TABLE measurements ATTACH PARTITION measurements_2030 FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
