-- expect: medium
MERGE INTO orders o USING items i ON o.id = i.id WHEN MATCHED THEN DELETE;
MERGE INTO orders o USING (VALUES (1)) v (id) ON o.id = v.id WHEN MATCHED THEN DELETE;
