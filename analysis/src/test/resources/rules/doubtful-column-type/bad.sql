CREATE TABLE drafts (
    id bigint PRIMARY KEY,
    -- expect: low
    body json,
    -- expect: low
    price money,
    -- expect: low
    code char(8),
    -- expect: low
    made timestamp
);
-- expect: low
ALTER TABLE orders ADD COLUMN pause timetz;
