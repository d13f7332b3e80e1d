CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
ALTER TABLE users RENAME TO people;
CREATE TABLE users (id bigint PRIMARY KEY);
-- existing
-- expect: high
DROP TABLE people;
