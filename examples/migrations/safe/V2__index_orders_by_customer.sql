-- Alone in its file: Flyway runs it without a transaction, in which it would fail.
-- sluice:ignore missing-lock-timeout: set for the role that runs the migrations
CREATE INDEX CONCURRENTLY orders_customer_id ON orders (customer_id);
