CREATE TABLE notes (
    id bigint PRIMARY KEY,
    -- expect: low
    order_id bigint REFERENCES orders
);
