CREATE TABLE parts (
    id bigint PRIMARY KEY,
    whole bigint REFERENCES parts (id)
);
CREATE INDEX parts_whole_idx ON parts (whole);
