CREATE TABLE sales (
    id integer,
    code varchar(10),
    shop varchar(10),
    carried varchar(10),
    amount numeric(8, 2),
    free varchar(10),
    own varchar(10),
    UNIQUE (id, amount)
) PARTITION BY RANGE (id);
CREATE TABLE sales_1 PARTITION OF sales FOR VALUES FROM (0) TO (1000) PARTITION BY RANGE (id);
CREATE TABLE sales_1a PARTITION OF sales_1 FOR VALUES FROM (0) TO (1000);
CREATE INDEX ON sales (code);
CREATE INDEX ON sales_1 (shop);
CREATE INDEX ON sales (id) INCLUDE (carried);
CREATE INDEX ON sales_1a (own);
INSERT INTO sales SELECT n, n, n, n, n, n, n FROM generate_series(1, 500) n;
-- existing
-- expect: high
ALTER TABLE sales ALTER COLUMN code TYPE varchar(20);
-- expect: high
ALTER TABLE sales ALTER COLUMN code TYPE text;
-- expect: high
ALTER TABLE sales ALTER COLUMN shop TYPE varchar(20);
-- expect: high
ALTER TABLE sales ALTER COLUMN carried TYPE varchar(20);
-- expect: high
ALTER TABLE sales ALTER COLUMN amount TYPE numeric(10, 2);
-- No index has it.
ALTER TABLE sales ALTER COLUMN free TYPE varchar(20);
-- A partition that has rows keeps an index of its own.
ALTER TABLE sales ALTER COLUMN own TYPE varchar(20);
