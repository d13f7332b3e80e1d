-- expect: high
ALTER TABLE measurements ATTACH PARTITION measurements_2030 FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
