CREATE TABLE "Order" (id bigint PRIMARY KEY, x integer);
INSERT INTO "Order" SELECT n, n FROM generate_series(1, 100) n;
-- existing
UPDATE "Order" SET x = 1 WHERE id = 5;
ALTER TABLE "Order" DROP CONSTRAINT "Order_pkey";
-- expect: medium
UPDATE "Order" SET x = 1 WHERE id = 5;
