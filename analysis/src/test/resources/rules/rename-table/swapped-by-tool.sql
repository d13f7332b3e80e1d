-- run: transaction
CREATE TABLE baskets (id bigint PRIMARY KEY);
CREATE TABLE baskets_new (id bigint PRIMARY KEY);
-- existing
-- expect: low
ALTER TABLE baskets RENAME TO baskets_old;
-- expect: high
ALTER TABLE baskets_new RENAME TO baskets;
