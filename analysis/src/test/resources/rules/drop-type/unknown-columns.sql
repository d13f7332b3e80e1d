-- Of which type the column of orders is, is not known.
CREATE TYPE size AS ENUM ('s', 'm');
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
-- existing
-- expect: medium
DROP TYPE size;
