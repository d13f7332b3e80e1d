CREATE TABLE "Order" (id bigint PRIMARY KEY, x integer CHECK (x IS NOT NULL), y integer, z integer);
ALTER TABLE "Order" ADD CHECK (x IS NOT NULL);
ALTER TABLE "Order" ADD CHECK (y IS NOT NULL AND y > 0 AND y NOT BETWEEN 7 AND 9);
ALTER TABLE "Order" ADD CHECK (z IS NOT NULL AND x > 1);
INSERT INTO "Order" SELECT 1, n, n, n FROM generate_series(2, 2) n;
-- existing
ALTER TABLE "Order" DROP CONSTRAINT "Order_x_check";
ALTER TABLE "Order" DROP CONSTRAINT "Order_x_check1";
-- expect: high
ALTER TABLE "Order" ALTER COLUMN x SET NOT NULL;
ALTER TABLE "Order" DROP CONSTRAINT "Order_y_check";
-- expect: high
ALTER TABLE "Order" ALTER COLUMN y SET NOT NULL;
ALTER TABLE "Order" DROP CONSTRAINT "Order_check";
-- expect: high
ALTER TABLE "Order" ALTER COLUMN z SET NOT NULL;
