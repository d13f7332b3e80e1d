-- What migrations usually say, so that the classes that read it are in the archive.
SET lock_timeout = '2s';
CREATE SCHEMA IF NOT EXISTS shop;
CREATE TYPE shop.state AS ENUM ('open', 'paid');
CREATE SEQUENCE shop.numbers START 100;
CREATE TABLE shop.customer (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL UNIQUE,
  credit numeric(12, 2) NOT NULL DEFAULT 0 CHECK (credit >= 0),
  since timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE shop.ordered (
  id bigserial PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES shop.customer (id) ON DELETE CASCADE,
  state shop.state NOT NULL DEFAULT 'open',
  note varchar(200),
  total numeric
) PARTITION BY RANGE (id);
CREATE TABLE shop.ordered_1 PARTITION OF shop.ordered FOR VALUES FROM (1) TO (1000000);
CREATE INDEX CONCURRENTLY IF NOT EXISTS ordered_customer ON shop.ordered_1 (customer_id, lower(note)) WHERE state = 'open';
CREATE UNIQUE INDEX customer_email ON shop.customer USING btree (lower(email));
CREATE VIEW shop.open_orders AS
SELECT o.id, c.email, count(*) OVER (PARTITION BY c.id) AS others
FROM shop.ordered o JOIN shop.customer c ON c.id = o.customer_id
WHERE o.state = 'open' AND o.note IS NOT NULL;
CREATE MATERIALIZED VIEW shop.totals AS SELECT customer_id, sum(total) AS total FROM shop.ordered GROUP BY customer_id;
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.note IS NULL THEN
    NEW.note := 'none';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER touch BEFORE UPDATE ON shop.ordered_1 FOR EACH ROW EXECUTE FUNCTION shop.touch();
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'total_check') THEN
    EXECUTE 'ALTER TABLE shop.ordered ADD CONSTRAINT total_check CHECK (total >= 0) NOT VALID';
  END IF;
END
$$;
INSERT INTO shop.customer (email) VALUES ('a@example.com'), ('b@example.com') ON CONFLICT DO NOTHING;
INSERT INTO shop.ordered (customer_id, total) SELECT id, credit FROM shop.customer WHERE credit > 10 LIMIT 100;
COMMENT ON TABLE shop.customer IS 'who buys';
GRANT SELECT ON ALL TABLES IN SCHEMA shop TO PUBLIC;
