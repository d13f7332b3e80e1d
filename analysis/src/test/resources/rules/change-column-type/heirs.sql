CREATE TABLE numbered (id bigint NOT NULL, line integer);
ALTER TABLE items INHERIT numbered;
-- expect: high
ALTER TABLE numbered ALTER COLUMN line TYPE bigint;
