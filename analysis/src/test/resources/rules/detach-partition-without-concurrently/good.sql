ALTER TABLE measurements DETACH PARTITION measurements_2020 CONCURRENTLY;
-- unverified: only what was interrupted can be finalized
ALTER TABLE measurements DETACH PARTITION measurements_2019 FINALIZE;
