CREATE TABLE levels (level integer NOT NULL, page text, score integer) PARTITION BY LIST (level);
CREATE TABLE levels_rest PARTITION OF levels DEFAULT;
ALTER TABLE levels_rest ADD CONSTRAINT pages CHECK (length(page) <= 100);
ALTER TABLE levels_rest ADD CONSTRAINT scores CHECK (score <> 10);
ALTER TABLE levels_rest ADD CONSTRAINT levels CHECK (level <> 20);
INSERT INTO levels SELECT 1, 'a', 2 FROM generate_series(1, 100);
-- existing
-- expect: high
CREATE TABLE levels_10 PARTITION OF levels FOR VALUES IN (10);
CREATE TABLE levels_20 PARTITION OF levels FOR VALUES IN (20);
