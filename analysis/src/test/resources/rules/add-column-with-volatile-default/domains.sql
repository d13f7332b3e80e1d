CREATE DOMAIN token AS uuid DEFAULT gen_random_uuid();
CREATE DOMAIN secret AS token;
CREATE DOMAIN rank AS integer DEFAULT 3;
CREATE DOMAIN share AS double precision;
-- existing
-- expect: high
ALTER TABLE orders ADD COLUMN a token;
-- expect: high
ALTER TABLE orders ADD COLUMN b secret;
ALTER TABLE orders ADD COLUMN c secret DEFAULT '00000000-0000-0000-0000-000000000000';
ALTER TABLE orders ADD COLUMN d secret[];
ALTER TABLE orders ADD COLUMN e rank NOT NULL;
ALTER TABLE orders ADD COLUMN f share;
ALTER DOMAIN share SET DEFAULT random();
-- expect: high
ALTER TABLE orders ADD COLUMN g share;
ALTER DOMAIN share DROP DEFAULT;
ALTER TABLE orders ADD COLUMN h share;
