-- expect: medium
INSERT INTO archive SELECT id FROM orders ON CONFLICT (id) DO UPDATE SET at = now() WHERE archive.at IS NULL;
INSERT INTO archive SELECT id FROM orders WHERE id < 100 ON CONFLICT (id) DO NOTHING;
