-- postgres: 15
CREATE TABLE carried (id bigint, a text) PARTITION BY HASH (id);
CREATE INDEX carried_a ON carried (a) INCLUDE (id);
CREATE TABLE carried_1 (id bigint, a text);
CREATE INDEX carried_1_a ON carried_1 (a);
CREATE TABLE partial (id bigint, a integer) PARTITION BY HASH (id);
CREATE INDEX partial_a ON partial (a) WHERE a > 0;
CREATE TABLE partial_1 (id bigint, a integer);
CREATE INDEX partial_1_a ON partial_1 (a) WHERE a > 1;
CREATE TABLE patterns (id bigint, a text) PARTITION BY HASH (id);
CREATE INDEX patterns_a ON patterns (a text_pattern_ops);
CREATE TABLE patterns_1 (id bigint, a text);
CREATE INDEX patterns_1_a ON patterns_1 (a);
CREATE TABLE nulls (id bigint, a text) PARTITION BY HASH (id);
CREATE UNIQUE INDEX nulls_id ON nulls (id) NULLS NOT DISTINCT;
CREATE TABLE nulls_1 (id bigint, a text);
CREATE UNIQUE INDEX nulls_1_id ON nulls_1 (id);
CREATE TABLE loose (id bigint, a text) PARTITION BY HASH (id);
CREATE INDEX loose_id ON loose (id);
CREATE TABLE loose_1 (id bigint, a text);
CREATE UNIQUE INDEX loose_1_id ON loose_1 (id);
CREATE TABLE twice (id bigint, a text) PARTITION BY HASH (id);
CREATE INDEX twice_1 ON twice (a);
CREATE INDEX twice_2 ON twice (a);
CREATE TABLE twice_part (id bigint, a text);
CREATE INDEX twice_part_a ON twice_part (a);
INSERT INTO carried_1 SELECT n, n FROM generate_series(1, 100) n;
INSERT INTO partial_1 SELECT n, n FROM generate_series(1, 100) n;
INSERT INTO patterns_1 SELECT n, n FROM generate_series(1, 100) n;
INSERT INTO nulls_1 SELECT n, n FROM generate_series(1, 100) n;
INSERT INTO loose_1 SELECT n, n FROM generate_series(1, 100) n;
INSERT INTO twice_part SELECT n, n FROM generate_series(1, 100) n;
-- existing
-- expect: high
ALTER TABLE carried ATTACH PARTITION carried_1 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- expect: high
ALTER TABLE partial ATTACH PARTITION partial_1 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- expect: high
ALTER TABLE patterns ATTACH PARTITION patterns_1 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- expect: high
ALTER TABLE nulls ATTACH PARTITION nulls_1 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- expect: high
ALTER TABLE loose ATTACH PARTITION loose_1 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- expect: high
ALTER TABLE twice ATTACH PARTITION twice_part FOR VALUES WITH (MODULUS 1, REMAINDER 0);
