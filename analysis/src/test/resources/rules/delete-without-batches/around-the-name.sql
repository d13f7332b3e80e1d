CREATE TABLE visits (id bigint PRIMARY KEY, page text, seconds integer);
INSERT INTO visits SELECT n, 'a', n FROM generate_series(1, 3) n;
-- existing
SET lock_timeout = '2s';
-- expect: medium
DELETE FROM ONLY (visits) WHERE page = 'b';
-- expect: medium
DELETE FROM ONLY (public.visits) AS v WHERE v.page = 'b';
-- expect: medium
DELETE FROM visits * WHERE page = 'b';
-- expect: medium
DELETE FROM visits * AS v WHERE v.seconds > (SELECT 2 * avg(seconds) FROM visits);
-- expect: medium update-without-batches
UPDATE visits * v SET page = 'c' WHERE v.page = 'd';
DELETE FROM ONLY (visits) WHERE id = 7;
DELETE FROM visits * AS v WHERE v.id = 7;
