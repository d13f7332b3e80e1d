CREATE DOMAIN posint AS integer CHECK (VALUE > 0);
CREATE TABLE codes (id bigint PRIMARY KEY, a varchar(10), b text, c varchar(5), d varbit(8), e numeric(10, 4), f text, g text, h text);
CREATE INDEX ON codes (f);
INSERT INTO codes VALUES (1, 'abcde  ', 'ab', 'ab', '1010', 1.2345, 'active', 'x', '7');
-- existing
SET lock_timeout = '2s';
-- expect: high
ALTER TABLE codes ALTER a TYPE varchar(5);
-- expect: high
ALTER TABLE codes ALTER b TYPE char(3);
-- expect: high
ALTER TABLE codes ALTER c TYPE char(2);
-- expect: high
ALTER TABLE codes ALTER d TYPE varbit(4);
-- expect: high
ALTER TABLE codes ALTER e TYPE numeric(6, 2);
-- expect: high
ALTER TABLE codes ALTER f TYPE text COLLATE "C";
-- expect: high
ALTER TABLE codes ALTER f TYPE varchar(50) COLLATE pg_catalog."POSIX" USING left(f, 50);
-- expect: high
ALTER TABLE codes ALTER f TYPE boolean USING f = 'active' OR f = 'trial';
-- expect: high
ALTER TABLE codes ALTER g TYPE boolean USING g IS NOT NULL;
-- expect: high
ALTER TABLE codes ALTER h TYPE posint USING h::int;
