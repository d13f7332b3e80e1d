-- expect: high
CLUSTER orders USING orders_pkey;
-- expect: high
CLUSTER;
