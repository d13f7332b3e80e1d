CREATE TABLE people (id bigint PRIMARY KEY, feels mood, note text);
BEGIN;
ALTER TYPE mood ADD VALUE 'glad';
-- expect: high
INSERT INTO people (id, feels) VALUES (1, 'glad');
-- expect: high
UPDATE people SET feels = 'glad' WHERE id = 1;
-- expect: high
ALTER TABLE people ALTER COLUMN feels SET DEFAULT 'glad';
-- expect: high
CREATE VIEW glad_people AS SELECT id FROM people WHERE feels = 'glad';
-- expect: high
ALTER TABLE people ADD CONSTRAINT people_glad CHECK (feels <> 'glad') NOT VALID;
-- expect: high
SELECT id FROM people WHERE feels = 'glad';
ROLLBACK;
