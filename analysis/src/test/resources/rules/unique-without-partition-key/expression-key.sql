CREATE TABLE visits (id bigint NOT NULL, n integer NOT NULL) PARTITION BY RANGE ((n + 1));
-- existing
-- expect: high
ALTER TABLE visits ADD PRIMARY KEY (id, n);
