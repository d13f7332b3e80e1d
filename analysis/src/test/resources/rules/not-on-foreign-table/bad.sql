CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
CREATE FOREIGN TABLE far_orders (id bigint, day date NOT NULL, shop bigint, payload text) SERVER far;
CREATE TABLE visits (id bigint, day date NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE FOREIGN TABLE far_visits (id bigint NOT NULL, day date NOT NULL) SERVER far;
-- existing
-- expect: high
CREATE INDEX far_orders_day ON far_orders (day);
ALTER FOREIGN TABLE far_orders
    -- expect: high
    ADD PRIMARY KEY (id);
ALTER TABLE far_orders
    -- expect: high
    ADD CONSTRAINT far_orders_shop FOREIGN KEY (shop) REFERENCES shops (id);
-- expect: high
ALTER TABLE far_orders ADD COLUMN number integer UNIQUE;
ALTER TABLE visits
    -- expect: high
    ATTACH PARTITION far_visits FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
ALTER FOREIGN TABLE far_orders
    -- expect: high
    ALTER COLUMN payload TYPE jsonb USING payload::jsonb;
