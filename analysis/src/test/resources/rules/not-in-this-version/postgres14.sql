-- postgres: 14
SET lock_timeout = '2s';
-- expect: high
CREATE UNIQUE INDEX CONCURRENTLY orders_state_idx ON orders (state) NULLS NOT DISTINCT;
-- expect: high
MERGE INTO orders o USING (VALUES (1)) v (id) ON o.id = v.id WHEN MATCHED THEN UPDATE SET state = 'new';
-- expect: high
SET transaction_timeout = '60s';
