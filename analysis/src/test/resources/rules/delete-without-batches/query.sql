-- expect: medium
DELETE FROM orders WHERE id = ANY (SELECT order_id FROM items);
-- expect: medium
DELETE FROM orders WHERE id = ANY (ARRAY(SELECT order_id FROM items));
-- Those values stand here.
DELETE FROM orders WHERE id = ANY ('{1,2}');
WITH gone AS (
    -- expect: high
    DELETE FROM orders RETURNING 1
)
SELECT count(*) FROM gone;
WITH gone AS MATERIALIZED (
    -- expect: medium
    DELETE FROM orders WHERE state = 'x' RETURNING id
), one AS (DELETE FROM orders WHERE id = 1 RETURNING id)
SELECT count(*) FROM gone, one;
