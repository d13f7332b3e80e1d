WITH changed AS (
    -- expect: high
    UPDATE orders SET state = 'x' RETURNING id
)
SELECT count(*) FROM changed;
