-- expect: high
TRUNCATE orders;
-- expect: high
TRUNCATE TABLE ONLY events CASCADE;
