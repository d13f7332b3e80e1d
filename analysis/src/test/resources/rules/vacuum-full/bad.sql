-- expect: high
VACUUM FULL orders;
-- expect: high
VACUUM (FULL, ANALYZE) events;
