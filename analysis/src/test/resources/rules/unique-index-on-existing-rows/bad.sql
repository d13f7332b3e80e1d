-- expect: low
CREATE UNIQUE INDEX CONCURRENTLY customers_email_idx ON customers (lower(email)) WHERE email IS NOT NULL;
