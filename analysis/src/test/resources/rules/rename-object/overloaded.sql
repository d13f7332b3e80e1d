CREATE FUNCTION price(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION cost(text) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- existing
BEGIN;
-- expect: high
ALTER FUNCTION price(int) RENAME TO cost;
-- Another one that has had this name before.
-- expect: high
ALTER FUNCTION cost(text) RENAME TO value;
ALTER FUNCTION cost( INT ) RENAME TO amount;
COMMIT;
