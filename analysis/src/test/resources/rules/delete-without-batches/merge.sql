-- expect: medium
MERGE INTO orders o USING (VALUES (1)) v (id) ON o.id = v.id WHEN NOT MATCHED BY SOURCE THEN DELETE;
-- expect: medium
MERGE INTO items i USING (VALUES (1)) v (line) ON (i.line = v.line AND v.line > 0) WHEN MATCHED THEN DELETE;
-- expect: medium
MERGE INTO sessions s USING (VALUES (1)) v (id) ON s.id = v.id OR true WHEN MATCHED THEN DELETE;
-- These are few rows.
MERGE INTO sellers AS s USING (VALUES (1)) v (id) ON (v.id = s.id AND true) WHEN MATCHED THEN DELETE;
MERGE INTO sellers USING (SELECT id FROM shops LIMIT 10) v ON sellers.id = v.id WHEN MATCHED THEN DELETE;
