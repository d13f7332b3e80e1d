-- expect: high
LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE;
-- expect: high
DECLARE names CURSOR FOR SELECT name FROM customers;
-- unverified: the driver is told of a transaction before
-- expect: high
SAVEPOINT here;
