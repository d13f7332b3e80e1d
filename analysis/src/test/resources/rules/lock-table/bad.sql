-- expect: high
LOCK TABLE orders;
-- expect: medium
LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE;
