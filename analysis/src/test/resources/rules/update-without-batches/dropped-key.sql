CREATE TABLE carts (k bigint, w bigint, v text);
CREATE UNIQUE INDEX carts_k ON carts (k) INCLUDE (w);
INSERT INTO carts SELECT n, n, 'x' FROM generate_series(1, 100) n;
-- existing
UPDATE carts SET v = 'y' WHERE k = 5;
ALTER TABLE carts DROP COLUMN w;
-- The index went with the column that it carried along.
-- expect: medium
UPDATE carts SET v = 'z' WHERE k = 5;
