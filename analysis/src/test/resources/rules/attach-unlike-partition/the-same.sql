-- postgres: 15
CREATE TABLE calls (id bigint, a varchar(20), b text) PARTITION BY HASH (id);
CREATE INDEX calls_carried ON calls (a) INCLUDE (id);
CREATE INDEX calls_partial ON calls (b) WHERE a > 'b' AND id > 0;
CREATE INDEX calls_pattern ON calls (a text_pattern_ops);
CREATE INDEX calls_default ON calls (b text_ops);
CREATE INDEX calls_lower ON calls (lower(b));
CREATE UNIQUE INDEX calls_id ON calls (id) NULLS NOT DISTINCT;
CREATE TABLE calls_1 (id bigint, a varchar(20), b text);
CREATE INDEX ON calls_1 (a) INCLUDE (id);
CREATE INDEX ON calls_1 (b) WHERE (a>'b' and id>0);
CREATE INDEX ON calls_1 (a varchar_pattern_ops DESC);
CREATE INDEX ON calls_1 (b);
CREATE INDEX ON calls_1 ((lower( b )));
CREATE UNIQUE INDEX ON calls_1 (id) NULLS NOT DISTINCT;
INSERT INTO calls_1 SELECT n, n, n FROM generate_series(1, 100) n;
-- existing
SET lock_timeout = '2s';
ALTER TABLE calls ATTACH PARTITION calls_1 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
