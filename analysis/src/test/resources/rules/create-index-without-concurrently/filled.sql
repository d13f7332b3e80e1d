CREATE TABLE archive (id bigint, at timestamptz);
INSERT INTO archive SELECT id, at FROM events WHERE at < '2020-01-01';
-- Nobody knows it before the file is over.
CREATE INDEX archive_at_idx ON archive (at);

BEGIN;
CREATE TABLE summary (day date, total numeric);
INSERT INTO summary SELECT day, sum(total) FROM orders WHERE total > 0 GROUP BY day;
CREATE INDEX summary_day_idx ON summary (day);
COMMIT;
