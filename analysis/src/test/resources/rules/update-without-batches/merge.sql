-- expect: medium
MERGE INTO orders o USING (SELECT DISTINCT 1 FROM items) i ON true WHEN MATCHED THEN UPDATE SET state = 'x';
-- expect: medium
MERGE INTO orders o USING (SELECT id FROM items) i ON o.id = i.id WHEN MATCHED THEN UPDATE SET state = 'x';
-- expect: medium
MERGE INTO orders USING (VALUES (1)) v ON true WHEN MATCHED THEN UPDATE SET state = 'x';
-- These are few rows.
MERGE INTO orders o USING (VALUES (1), (2)) v (id) ON o.id = v.id WHEN MATCHED THEN UPDATE SET state = 'x';
MERGE INTO orders o USING (SELECT id FROM items LIMIT 5000) i ON o.id = i.id WHEN MATCHED THEN UPDATE SET state = 'x';
MERGE INTO orders o USING items i ON o.id = i.id WHEN NOT MATCHED THEN INSERT (id) VALUES (i.id);
