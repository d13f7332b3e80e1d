-- postgres: 17
SET lock_timeout = '2s';
SET transaction_timeout = '60s';
CREATE FUNCTION uuidv7() RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
CREATE TABLE tokens (id uuid DEFAULT uuidv7() PRIMARY KEY, note text, other text GENERATED ALWAYS AS (note) STORED);
CREATE UNIQUE INDEX tokens_note_idx ON tokens (note) NULLS NOT DISTINCT;
UPDATE orders SET state = 'new' WHERE id = 1 RETURNING state;
REINDEX INDEX CONCURRENTLY tokens_note_idx;
