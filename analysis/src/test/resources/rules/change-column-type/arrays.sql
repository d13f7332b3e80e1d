CREATE TABLE lists (id bigint PRIMARY KEY, a varchar(10)[], b numeric(5,2)[], c timestamp(3)[], d text[], e varchar[], f varchar(5)[]);
-- existing
-- expect: high
ALTER TABLE lists ALTER COLUMN a TYPE varchar(20)[];
-- expect: high
ALTER TABLE lists ALTER COLUMN b TYPE numeric(8,2)[];
ALTER TABLE lists ALTER COLUMN b TYPE numeric[];
ALTER TABLE lists ALTER COLUMN c TYPE timestamp[];
-- expect: high
ALTER TABLE lists ALTER COLUMN d TYPE varchar[];
-- expect: high
ALTER TABLE lists ALTER COLUMN e TYPE text[];
ALTER TABLE lists ALTER COLUMN f TYPE varchar[];
