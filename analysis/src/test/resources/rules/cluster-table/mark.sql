-- Says by which index CLUSTER goes, and moves nothing.
ALTER TABLE customers CLUSTER ON customers_pkey;
ALTER TABLE customers SET WITHOUT CLUSTER;
