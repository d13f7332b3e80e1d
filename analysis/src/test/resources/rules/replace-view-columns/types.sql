CREATE TABLE paints (id bigint, code varchar(10), price numeric(10), shown boolean);
CREATE VIEW cheap_paints AS SELECT id, code, p.price AS amount, shown::text AS shown FROM paints p WHERE price < 100;
CREATE VIEW counted_paints AS SELECT count(*) AS id FROM paints;
-- existing
CREATE OR REPLACE VIEW cheap_paints AS SELECT (id)::int8 AS id, code::varchar(10) AS code, price::decimal(10,0) AS amount, shown::int::text AS shown FROM paints;
CREATE OR REPLACE VIEW cheap_paints AS SELECT id + 1::integer AS id, code, price AS amount, shown::text || 'x'::text AS shown FROM paints;
CREATE OR REPLACE VIEW counted_paints AS SELECT id FROM (SELECT count(*) AS id FROM paints) p;
CREATE OR REPLACE VIEW counted_paints AS WITH p AS (SELECT count(*) AS id FROM paints) SELECT id FROM p;
CREATE OR REPLACE VIEW counted_paints AS SELECT 1::integer AS id UNION SELECT 2::bigint;
-- expect: high
CREATE OR REPLACE VIEW cheap_paints AS SELECT id::text AS id, code, price AS amount, shown::text AS shown FROM paints;
-- expect: high
CREATE OR REPLACE VIEW cheap_paints AS SELECT id, CAST(code AS varchar(20)) AS code, price AS amount, shown::text AS shown FROM paints;
-- expect: high
CREATE OR REPLACE VIEW cheap_paints AS SELECT id, code, price AS amount, shown FROM paints;
-- expect: high
CREATE OR REPLACE VIEW cheap_paints AS SELECT id, code, (price)::numeric(10, 2) AS amount, shown::text AS shown FROM paints;
