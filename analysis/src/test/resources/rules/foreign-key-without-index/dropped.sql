CREATE TABLE "Post" (id bigint PRIMARY KEY, "authorId" bigint REFERENCES customers, shop_id bigint REFERENCES shops);
CREATE INDEX ON "Post" ("authorId");
CREATE INDEX ON "Post" (shop_id);
CREATE INDEX posts_of_shop ON "Post" (shop_id, id);
-- existing
-- expect: medium
DROP INDEX "Post_authorId_idx";
DROP INDEX "Post_shop_id_idx";
-- This one is replaced below.
DROP INDEX posts_of_shop;
CREATE INDEX posts_by_shop ON "Post" (shop_id);
