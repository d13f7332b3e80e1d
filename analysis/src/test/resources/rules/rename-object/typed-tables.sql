CREATE TABLE homes OF address;
-- existing
-- expect: high
ALTER TYPE address RENAME ATTRIBUTE street TO road CASCADE;
