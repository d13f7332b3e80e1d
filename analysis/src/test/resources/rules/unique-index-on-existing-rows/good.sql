CREATE TABLE drafts (id bigint PRIMARY KEY, slug text);
CREATE UNIQUE INDEX drafts_slug_idx ON drafts (slug);
CREATE INDEX CONCURRENTLY customers_email_idx ON customers (email);
