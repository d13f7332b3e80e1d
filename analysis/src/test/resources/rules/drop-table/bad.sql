-- expect: high
DROP TABLE orders;
-- expect: high
DROP TABLE IF EXISTS old.events CASCADE;
CREATE TABLE notes (id bigint PRIMARY KEY, order_id bigint REFERENCES items);
INSERT INTO notes SELECT id, id FROM items;
