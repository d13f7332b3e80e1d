-- postgres: 17
SET lock_timeout = '2s';
CREATE TABLE readings (day date NOT NULL, customer_id bigint) PARTITION BY RANGE (day);
-- expect: high
ALTER TABLE orders ADD CONSTRAINT orders_day NOT NULL day NOT VALID;
-- expect: high
ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total >= 0) NOT ENFORCED;
-- expect: high
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (net * 2) VIRTUAL;
-- expect: high
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (net * 2);
-- expect: medium
CREATE TABLE tokens (id uuid DEFAULT uuidv7() PRIMARY KEY);
-- expect: high
ALTER TABLE readings ADD CONSTRAINT readings_customer FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
-- expect: high
CREATE TABLE rooms (room int4range, during tsrange, UNIQUE (room, during WITHOUT OVERLAPS));
-- expect: high
UPDATE orders SET state = 'new' WHERE id = 1 RETURNING old.state;
-- expect: high
CREATE TABLE readings_2030 PARTITION OF readings (NOT NULL customer_id) FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
