CREATE PUBLICATION changes FOR TABLE orders, items;
-- existing
-- expect: medium
ALTER PUBLICATION changes DROP TABLE items;
-- expect: medium
ALTER PUBLICATION changes SET TABLE items;
-- expect: medium
DROP PUBLICATION changes;
-- unverified: there is no such subscription
-- expect: medium
ALTER SUBSCRIPTION copies DISABLE;
-- unverified: there is no such slot
-- expect: medium
SELECT pg_drop_replication_slot('copies');
