-- postgres: 18
-- expect: medium
ALTER SEQUENCE order_numbers SET UNLOGGED;
ALTER SEQUENCE order_numbers SET LOGGED;
