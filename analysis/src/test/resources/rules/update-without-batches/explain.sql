-- expect: high
EXPLAIN ANALYZE UPDATE orders SET state = 'a';
-- expect: high
EXPLAIN (COSTS off, ANALYZE off, ANALYZE) UPDATE orders SET state = 'b';
-- expect: high
EXPLAIN (ANALYSE 1, TIMING off) UPDATE orders SET state = 'c';
-- expect: high
EXPLAIN ANALYZE VERBOSE WITH gone AS (SELECT 1) UPDATE orders SET state = 'd';
-- These run nothing.
EXPLAIN UPDATE orders SET state = 'e';
EXPLAIN VERBOSE UPDATE orders SET state = 'f';
EXPLAIN (ANALYZE, ANALYZE off) UPDATE orders SET state = 'g';
EXPLAIN (ANALYZE 'false') UPDATE orders SET state = 'h';
EXPLAIN (SELECT 1);
