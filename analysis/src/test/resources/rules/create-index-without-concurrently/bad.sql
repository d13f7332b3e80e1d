-- expect: high
CREATE INDEX orders_customer_id_idx ON orders (customer_id);

-- expect: high
create unique index on app.orders using btree (lower(email)) where email is not null;
