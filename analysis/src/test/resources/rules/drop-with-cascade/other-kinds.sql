-- expect: high
DROP COLLATION by_number CASCADE;
-- expect: high
DROP ACCESS METHOD IF EXISTS columnar CASCADE;
-- expect: high
DROP OPERATOR CLASS backwards USING btree CASCADE;
-- expect: medium
DROP OPERATOR FAMILY sideways USING btree CASCADE;
-- expect: medium
DROP OPERATOR app.<% (text, text) CASCADE;
-- expect: medium
DROP TEXT SEARCH CONFIGURATION plain CASCADE;
-- expect: medium
DROP LANGUAGE other CASCADE;
-- expect: medium
DROP SERVER elsewhere CASCADE;
-- expect: medium
DROP FOREIGN DATA WRAPPER far CASCADE;
-- expect: medium
DROP INDEX shops_name_key CASCADE;
