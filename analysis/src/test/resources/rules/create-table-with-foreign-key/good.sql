SET lock_timeout = '2s';
CREATE TABLE notes (
    id bigint PRIMARY KEY,
    order_id bigint REFERENCES orders
);
CREATE INDEX notes_order_id_idx ON notes (order_id);
