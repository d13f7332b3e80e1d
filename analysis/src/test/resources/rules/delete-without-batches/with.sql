-- expect: high
COPY (DELETE FROM sessions RETURNING id) TO '/dev/null';
-- expect: high
CREATE TABLE moved AS WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone;
-- expect: high
(WITH gone AS (DELETE FROM items RETURNING id) SELECT id FROM gone);
-- expect: high
WITH update AS (SELECT 1), delete AS (SELECT 2) DELETE FROM sellers;
WITH few AS (SELECT 1 AS id) (SELECT id FROM few);
COPY (SELECT 1) TO '/dev/null';
