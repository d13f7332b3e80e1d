CREATE DOMAIN token AS uuid DEFAULT gen_random_uuid();
-- existing
ALTER TABLE orders ADD COLUMN a token DEFAULT NULL;
ALTER TABLE orders ALTER COLUMN a SET DEFAULT gen_random_uuid();
