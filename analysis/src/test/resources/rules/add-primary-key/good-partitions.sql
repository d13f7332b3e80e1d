CREATE TABLE visits (id bigint NOT NULL, at date NOT NULL, page text, room int4range) PARTITION BY RANGE (at);
CREATE TABLE visits_2020 PARTITION OF visits FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- existing
SET lock_timeout = '2s';
CREATE UNIQUE INDEX CONCURRENTLY visits_2020_key ON visits_2020 (id, at);
ALTER TABLE visits_2020 ADD CONSTRAINT visits_2020_pkey PRIMARY KEY USING INDEX visits_2020_key;
ALTER TABLE ONLY visits ADD CONSTRAINT visits_pkey PRIMARY KEY (id, at);
ALTER INDEX visits_pkey ATTACH PARTITION visits_2020_pkey;
CREATE UNIQUE INDEX CONCURRENTLY visits_2020_page ON visits_2020 (page, at);
ALTER TABLE visits_2020 ADD CONSTRAINT visits_2020_page UNIQUE USING INDEX visits_2020_page;
ALTER TABLE ONLY visits ADD CONSTRAINT visits_page UNIQUE (page, at);
ALTER INDEX visits_page ATTACH PARTITION visits_2020_page;
CREATE INDEX visits_pages ON ONLY visits (page);
CREATE INDEX CONCURRENTLY visits_2020_pages ON visits_2020 (page);
ALTER INDEX visits_pages ATTACH PARTITION visits_2020_pages;
