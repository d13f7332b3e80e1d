-- A table that the same file makes is in use by nobody: nothing here blocks anyone.
CREATE TABLE customers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL
);

CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL,
  item varchar(40) NOT NULL,
  ordered_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX orders_item ON orders (item);
