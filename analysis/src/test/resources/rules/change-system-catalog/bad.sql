-- expect: high
UPDATE pg_attribute SET attnotnull = true WHERE attrelid = 'orders'::regclass AND attname = 'note';
-- expect: high
UPDATE pg_catalog.pg_constraint SET convalidated = true WHERE conname = 'orders_note_check';
-- expect: high
UPDATE pg_index SET indisvalid = true WHERE NOT indisvalid;
-- expect: high
DELETE FROM pg_enum WHERE enumlabel = 'gone';
DO $$
BEGIN
    -- expect: high
    UPDATE pg_class SET reltuples = 0 WHERE relname = 'nothing';
END
$$;
