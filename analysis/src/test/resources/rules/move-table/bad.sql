-- expect: high
ALTER TABLE orders SET UNLOGGED;
-- expect: high
ALTER TABLE orders SET TABLESPACE fast;
-- expect: high
ALTER TABLE orders SET ACCESS METHOD columnar;
-- expect: medium
ALTER TABLE customers SET ACCESS METHOD heap;
