-- postgres: 17
SET lock_timeout = '2s';
SET transaction_timeout = '60s';
CREATE FUNCTION uuidv7() RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
CREATE TABLE tokens (id uuid DEFAULT uuidv7() PRIMARY KEY, note text, other text GENERATED ALWAYS AS (note) STORED);
CREATE UNIQUE INDEX tokens_note_idx ON tokens (note) NULLS NOT DISTINCT;
UPDATE orders SET state = 'new' WHERE id = 1 RETURNING state;
REINDEX INDEX CONCURRENTLY tokens_note_idx;
CREATE TABLE visits (id bigint, day date) PARTITION BY RANGE (day);
CREATE TABLE visits_2030 PARTITION OF visits (id DEFAULT 1 NOT NULL, day CONSTRAINT day_known NOT NULL)
    FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
