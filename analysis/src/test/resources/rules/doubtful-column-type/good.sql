CREATE TABLE drafts (id bigint PRIMARY KEY, body jsonb, price numeric, code text, made timestamptz, pause time);
