-- postgres: 13
-- expect: medium
ALTER TABLE measurements DETACH PARTITION measurements_2020;
