VACUUM orders;
VACUUM (FULL false, ANALYZE) events;
