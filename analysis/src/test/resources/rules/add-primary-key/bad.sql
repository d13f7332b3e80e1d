-- expect: high
ALTER TABLE events ADD PRIMARY KEY (id);
-- expect: high
ALTER TABLE items ADD CONSTRAINT items_key PRIMARY KEY (order_id, line);
