-- expect: high
ALTER TABLE orders ALTER COLUMN id TYPE bigint;
-- expect: high
ALTER TABLE orders ALTER COLUMN payload SET DATA TYPE jsonb USING payload::jsonb;
-- expect: medium
ALTER TABLE orders ALTER COLUMN note TYPE text;
-- expect: high
ALTER TABLE orders ALTER COLUMN note TYPE text USING trim(note);
